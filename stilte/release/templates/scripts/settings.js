// Stops after a time of listening. The last seconds grow quiet, and whoever touches anything then is heard: it plays on.
const sleepTimer = (audio, chapterEnd, tell) => {
  const FADE_S = 12;
  let left = null, full = 1, fading = 0, last = 0, began = 0;
  const atRest = () => { if (fading) { clearInterval(fading); fading = 0; audio.volume = full; } };
  const stop = () => {
    const back = began;
    audio.pause();
    atRest();
    left = null;
    audio.currentTime = back;
    store("stilte:timer", null);
    tell(null, true);
  };
  const fade = () => {
    count();
    if (left === null || !fading) return;
    if (left <= 0) stop(); else audio.volume = full * Math.min(1, (left / FADE_S) ** 2);
  };
  const count = () => {
    const now = Date.now();
    if (left !== null && last && !audio.paused) left -= (now - last) / 1000;
    last = audio.paused ? 0 : now;
  };
  const look = () => {
    count();
    if (left === null || audio.paused) return;
    tell(left, false);
    if (left <= FADE_S && !fading) {
      full = audio.volume;
      began = audio.currentTime;
      fading = setInterval(fade, 100);
    }
  };
  const touched = () => { if (fading) { atRest(); left = null; tell(null, false); } };
  ["timeupdate", "play", "playing"].forEach((name) => audio.addEventListener(name, look));
  audio.addEventListener("pause", () => { count(); last = 0; if (fading && left > 0) { atRest(); } });
  ["pointerdown", "keydown"].forEach((name) => addEventListener(name, touched, true));
  return {
    set: (wanted) => {
      atRest();
      last = 0;
      left = wanted === "chapter" ? chapterEnd() : +wanted > 0 ? +wanted : null;
      tell(left, false);
      look();
    },
    left: () => { count(); return left; },
  };
};

// Speed, timer, what follows the end, keys: behind one button.
const openSettings = (audio, chapters, says) => {
  const panel = one("#settings"), button = one("#more");
  if (!panel) return { keys: () => true, silence: () => true, left: () => null };
  button.hidden = false;
  button.addEventListener("click", () => {
    panel.hidden = !panel.hidden;
    button.setAttribute("aria-expanded", String(!panel.hidden));
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { panel.hidden = true; button.setAttribute("aria-expanded", "false"); button.focus(); }
  });
  const chosen = (name) => (one(`input[name=${name}]:checked`, panel) || {}).value;
  const choose = (name, value) => {
    const found = all(`input[name=${name}]`, panel).find((input) => input.value === value);
    if (found) found.checked = true;
    return found !== undefined;
  };
  const on = (name, run) => all(`input[name=${name}]`, panel).forEach((input) => input.addEventListener("change", () => run(chosen(name))));

  const speed = (rate) => {
    audio.preservesPitch = true;
    audio.defaultPlaybackRate = audio.playbackRate = +rate;
    store("stilte:speed", rate === "1" ? null : rate);
  };
  if (choose("speed", stored("stilte:speed"))) speed(chosen("speed"));
  on("speed", speed);

  // A second without words tells the time left on the button alone; the status line speaks at the end.
  const label = button.textContent;
  let told = label;
  const tell = (left, ended) => {
    const now = left === null ? label : fill(words.stops_in, { time: clock(Math.ceil(Math.max(0, left))) });
    if (now !== told) button.textContent = told = now;
    if (left === null) choose("timer", "0");
    if (ended) says(words.timer_stopped);
  };
  const chapterEnd = () => {
    const next = chapters.find((chapter) => chapter.start_s > audio.currentTime + 0.5);
    return ((next ? next.start_s : data.length_s) - audio.currentTime) / (audio.playbackRate || 1);
  };
  const timer = sleepTimer(audio, chapterEnd, tell);
  on("timer", (wanted) => timer.set(wanted === "chapter" ? wanted : String(+wanted * 60)));

  choose("ending", stored("stilte:ending") || data.ending);
  on("ending", (wanted) => store("stilte:ending", wanted));

  const keys = one("#keys", panel);
  keys.checked = stored("stilte:keys") !== "off";
  keys.addEventListener("change", () => store("stilte:keys", keys.checked ? null : "off"));
  return { keys: () => keys.checked, silence: () => chosen("ending") === "silence", left: timer.left, timer: timer.set };
};

// After the last second: quiet, and then the next track of the show, unless the listener stays with the quiet.
const gentleEnding = (audio, settings) => {
  const QUIET_S = 15;
  const box = one("#next");
  let waiting = 0;
  const rest = () => { clearInterval(waiting); waiting = 0; if (box) box.hidden = true; };
  const go = () => {
    rest();
    const left = settings.left();
    try { sessionStorage.setItem("stilte:continue", JSON.stringify([data.next.slug, left])); } catch { /* it does not begin by itself then */ }
    location.assign(data.next.link);
  };
  audio.addEventListener("play", rest);
  audio.addEventListener("ended", () => {
    if (!box || !data.next || settings.silence()) return;
    const until = Date.now() + QUIET_S * 1000, count = one(".in", box);
    const tell = () => {
      const left = Math.ceil((until - Date.now()) / 1000);
      if (left <= 0) go(); else count.textContent = fill(words.begins_in, { n: left });
    };
    box.hidden = false;
    tell();
    waiting = setInterval(tell, 500);
  });
  if (!box) return;
  one(".go-on", box).addEventListener("click", go);
  one(".stay", box).addEventListener("click", () => { rest(); one(".breath").focus(); });
};

// Whether the track before this one led here: then it plays, and its timer goes on.
const cameFromBefore = () => {
  try {
    const [slug, left] = JSON.parse(sessionStorage.getItem("stilte:continue") || "[]");
    sessionStorage.removeItem("stilte:continue");
    return slug === data.slug ? { left } : null;
  } catch { return null; }
};
