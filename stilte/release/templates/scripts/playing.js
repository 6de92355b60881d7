// While it plays the screen stays on.
const keepScreenOn = (audio) => {
  if (!("wakeLock" in navigator)) return;
  let lock = null, asked = false;
  const wanted = () => !audio.paused && !audio.ended && document.visibilityState === "visible";
  const letGo = () => { const had = lock; lock = null; if (had) had.release().catch(() => {}); };
  const hold = async () => {
    if (lock || asked || !wanted()) return;
    asked = true;
    try {
      const got = await navigator.wakeLock.request("screen");
      got.addEventListener("release", () => { if (lock === got) lock = null; });
      lock = got;
      if (!wanted()) letGo();
    } catch { /* low battery, or not allowed here: the screen does as it likes */ }
    asked = false;
  };
  ["play", "playing"].forEach((name) => audio.addEventListener(name, hold));
  ["pause", "ended", "error"].forEach((name) => audio.addEventListener(name, letGo));
  document.addEventListener("visibilitychange", hold);
};

// What a lock screen, a headset and a car show and ask for.
const tellTheSystem = (audio, chapters, step) => {
  if (!("mediaSession" in navigator)) return;
  const session = navigator.mediaSession;
  const icon = data.artwork.endsWith(".png");
  const shape = icon ? { sizes: "512x512", type: "image/png" } : { sizes: "1400x1400", type: "image/jpeg" };
  const artwork = [{ src: new URL(data.artwork, location.href).href, ...shape }];
  const chapterInfo = chapters.map((chapter) => ({ title: chapter.title, startTime: chapter.start_s, artwork }));
  let shown = null;
  const tell = () => {
    const here = chapters[at(chapters.map((chapter) => chapter.start_s), audio.currentTime + 0.05)];
    const title = here ? here.title : "";
    if (title === shown) return;
    shown = title;
    session.metadata = new MediaMetadata({
      title: data.title, artist: [title, data.author].filter(Boolean).join(" · "), album: data.show, artwork, chapterInfo,
    });
  };
  const place = () => {
    if (!session.setPositionState || !(audio.duration > 0) || audio.duration === Infinity) return;
    const position = Math.min(audio.currentTime, audio.duration);
    try { session.setPositionState({ duration: audio.duration, playbackRate: audio.playbackRate || 1, position }); } catch { /* too old */ }
  };
  const on = (name, run) => { try { session.setActionHandler(name, run); } catch { /* an action that this browser lacks */ } };
  on("play", () => audio.play().catch(() => {}));
  on("pause", () => audio.pause());
  on("stop", () => audio.pause());
  on("seekbackward", (asked) => step(-(asked.seekOffset || 15)));
  on("seekforward", (asked) => step(asked.seekOffset || 15));
  on("seekto", (asked) => { audio.currentTime = asked.seekTime; });
  if (chapters.length > 1) {
    on("previoustrack", () => toChapter(audio, chapters, -1));
    on("nexttrack", () => toChapter(audio, chapters, 1));
  }
  ["play", "timeupdate", "seeked"].forEach((name) => audio.addEventListener(name, tell));
  ["play", "pause", "seeked", "ratechange", "loadedmetadata"].forEach((name) => audio.addEventListener(name, place));
  ["play", "pause", "ended"].forEach((name) => audio.addEventListener(name, () => {
    session.playbackState = audio.paused ? "paused" : "playing";
  }));
  tell();
};

// To the next chapter, or to the beginning of this one, or of the one before where this has only begun.
const toChapter = (audio, chapters, step) => {
  const starts = chapters.map((chapter) => chapter.start_s);
  const here = at(starts, audio.currentTime + 0.05);
  const begun = here >= 0 && audio.currentTime - starts[here] > 3;
  const wanted = step > 0 ? here + 1 : begun ? here : here - 1;
  if (wanted < starts.length) audio.currentTime = starts[Math.max(0, wanted)] ?? 0;
};

// Keys for the whole page; single letters can be turned off (WCAG 2.1.4), fields and controls keep their own.
const listenToKeys = (audio, chapters, step, wanted) => {
  const typed = "input, textarea, select, [contenteditable]";
  const pressed = "button, summary, audio, video, [role=button], [role=slider]";
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || !wanted()) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.matches(typed) || (target.matches("audio, [role=slider]") && event.key !== "n" && event.key !== "p")) return;
    if (event.key === " " && (event.shiftKey || target.matches(pressed))) return;
    const run = {
      " ": () => { if (event.repeat) return; if (audio.paused) audio.play().catch(() => {}); else audio.pause(); },
      ArrowLeft: () => step(-15),
      ArrowRight: () => step(15),
      n: () => toChapter(audio, chapters, 1),
      p: () => toChapter(audio, chapters, -1),
    }[event.key];
    if (!run || (event.shiftKey && event.key.startsWith("Arrow"))) return;
    event.preventDefault();
    run();
  });
};
