// The button that keeps this track, with per cent, and lets go of it.
const keepButton = async (says) => {
  const button = one("#keep");
  if (!canKeep) return;
  let running = null;
  const show = (kept) => { button.textContent = kept ? words.kept : words.keep; button.setAttribute("aria-pressed", String(kept)); };
  const bring = async (done) => {
    running = new AbortController();
    try {
      await keepTrack(data.track, running.signal, (share) => { button.textContent = fill(words.keeping, { percent: Math.floor(share * 100) }); });
      show(true);
      if (done) says(done);
      await keepList().catch(() => {});
    } catch (error) {
      show((await keptTracks()).has(data.slug));
      if (error.name === "AbortError") says("");
      else says(isFull(error) ? await fullText(data.track.files.reduce((sum, file) => sum + file[1], 0)) : words.failed);
    }
    running = null;
  };
  button.hidden = false;
  show(false);
  let pressed = false;
  // From the moment on at which it is seen: whoever presses it while the worker still starts is heard.
  button.addEventListener("click", async () => {
    pressed = true;
    if (running) running.abort();
    else if (button.getAttribute("aria-pressed") === "true") { await forgetTrack(data.slug); show(false); }
    else await bring("");
  });
  try { await startWorker(); } catch { button.hidden = true; return; }
  const kept = (await keptTracks()).get(data.slug);
  if (!kept || pressed) return;
  show(true);
  if (kept.version !== data.track.version && navigator.onLine) await bring(words.renewed);
};
