"use strict";
(() => {
  const track = JSON.parse(document.getElementById("track").textContent);
  const audio = document.querySelector("audio");
  const one = (query) => document.querySelector(query);
  const all = (query) => [...document.querySelectorAll(query)];
  const chapters = all(".chapters a"), lines = all(".lines button");
  const disc = one(".disc"), rim = one(".rim"), ring = one(".round"), phase = one(".phase"), now = one(".now");
  const circle = one(".breath");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const says = (text) => { one(".says").textContent = text; };
  const place = "stilte:" + track.slug;

  // The last entry of a sorted list that begins at or before a time; -1 before the first.
  const at = (starts, time) => {
    let low = 0, high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= time) low = middle + 1; else high = middle;
    }
    return low - 1;
  };
  const chapterStarts = chapters.map((link) => +link.dataset.at);
  const lineStarts = track.lines.map((line) => line[0]);
  const breathStarts = track.breaths.map((breath) => breath[0]);

  const mark = (items, index) => items.forEach((item, here) => {
    if (here === index) item.setAttribute("aria-current", "true"); else item.removeAttribute("aria-current");
  });

  let shownLine = -2, shownChapter = -2, shownPhase = null;

  const showWords = (time) => {
    const chapter = at(chapterStarts, time + 0.05);
    if (chapter !== shownChapter) mark(chapters, shownChapter = chapter);
    let line = at(lineStarts, time + 0.05);
    if (line >= 0 && time > track.lines[line][1] + 2.5) line = -1;
    if (line === shownLine) return;
    mark(lines, shownLine = line);
    now.textContent = line < 0 ? "" : lines[line].textContent;
    const follow = one("#follow");
    if (line >= 0 && follow && follow.checked && !audio.paused) {
      lines[line].scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
    }
  };

  const fullness = (name, share) => {
    const eased = (1 - Math.cos(Math.PI * share)) / 2;
    return { in: eased, hold: 1, out: 1 - eased, rest: 0 }[name];
  };

  const showBreath = (time) => {
    const index = at(breathStarts, time);
    const breath = index < 0 ? null : track.breaths[index];
    const inside = breath !== null && time < breath[0] + breath[1];
    const name = inside ? breath[2] : "quiet";
    if (name !== shownPhase) phase.textContent = track.words[shownPhase = name];
    const share = inside ? (time - breath[0]) / breath[1] : 0;
    const scale = still.matches ? 0.75 : 0.55 + 0.45 * (inside ? fullness(name, share) : 0);
    disc.style.transform = `scale(${scale.toFixed(4)})`;
    rim.setAttribute("r", (90 * scale).toFixed(2));
    ring.setAttribute("stroke-dasharray", `${still.matches ? 0 : (616 * share).toFixed(1)} 616`);
    circle.classList.toggle("idle", audio.paused && !inside);
  };

  const show = () => { showWords(audio.currentTime); showBreath(audio.currentTime); };
  let frame = 0;
  const run = () => { show(); frame = audio.paused ? 0 : requestAnimationFrame(run); };
  const wake = () => { if (!frame) run(); };

  circle.hidden = false;
  circle.addEventListener("click", () => { if (audio.paused) audio.play().catch(() => {}); else audio.pause(); });
  ["play", "pause"].forEach((name) => audio.addEventListener(name, () => {
    circle.setAttribute("aria-label", audio.paused ? track.words.listen : track.words.pause);
    wake();
  }));
  all(".follow").forEach((label) => { label.hidden = false; });

  const jump = (time, play) => {
    audio.currentTime = time;
    if (play) audio.play().catch(() => {});
    wake();
  };
  const fromAddress = () => {
    const wanted = /[#&]t=(\d+(?:\.\d+)?)/.exec(location.hash);
    if (wanted) jump(+wanted[1], false);
    return wanted !== null;
  };

  chapters.forEach((link) => link.addEventListener("click", (event) => {
    event.preventDefault();
    history.replaceState(null, "", link.getAttribute("href"));
    jump(+link.dataset.at, true);
  }));
  lines.forEach((line) => line.addEventListener("click", () => jump(+line.dataset.at, true)));
  const course = one(".course");
  course.addEventListener("click", (event) => {
    const box = course.getBoundingClientRect();
    const share = ((event.clientX - box.left) / box.width * 800 - 24) / 752;
    jump(Math.min(1, Math.max(0, share)) * track.length_s, false);
  });

  // Where the listener was, kept on this device only.
  const remember = () => {
    try {
      if (audio.currentTime > 10 && audio.currentTime < track.length_s - 20) {
        localStorage.setItem(place, audio.currentTime.toFixed(1));
      } else localStorage.removeItem(place);
    } catch { /* private browsing: nothing is kept */ }
  };
  const resume = () => {
    let kept = null;
    try { kept = localStorage.getItem(place); } catch { /* likewise */ }
    if (kept === null || !(+kept < track.length_s)) return;
    jump(+kept, false);
    const minutes = Math.floor(kept / 60), seconds = String(Math.floor(kept % 60)).padStart(2, "0");
    says(`${track.words.resume} ${minutes}:${seconds}`);
  };

  ["seeked", "timeupdate"].forEach((name) => audio.addEventListener(name, wake));
  ["pause", "ended"].forEach((name) => audio.addEventListener(name, remember));
  addEventListener("pagehide", remember);
  addEventListener("hashchange", fromAddress);

  if ("mediaSession" in navigator) {
    navigator.mediaSession.metadata = new MediaMetadata({ title: track.title, artist: track.author, album: track.show });
  }

  const share = one("#share");
  share.hidden = false;
  share.addEventListener("click", async () => {
    const url = location.href.split("#")[0];
    try {
      if (navigator.share) await navigator.share({ title: track.title, url });
      else { await navigator.clipboard.writeText(url); says(track.words.copied); }
    } catch (error) { if (error.name !== "AbortError") says(url); }
  });

  const keep = one("#keep");
  const isKept = () => { keep.textContent = track.words.kept; keep.setAttribute("aria-pressed", "true"); };
  if ("serviceWorker" in navigator && isSecureContext && location.protocol.startsWith("http")) {
    keep.hidden = false;
    keep.setAttribute("aria-pressed", "false");
    navigator.serviceWorker.register(track.worker, { scope: track.worker.replace(/sw\.js$/, "") }).catch(() => { keep.hidden = true; });
    caches.has(place).then((found) => { if (found) isKept(); });
    keep.addEventListener("click", async () => {
      if (keep.getAttribute("aria-pressed") === "true") {
        await caches.delete(place);
        keep.textContent = track.words.keep;
        keep.setAttribute("aria-pressed", "false");
        return;
      }
      try {
        const page = location.href.split("#")[0];
        await (await caches.open(place)).addAll([page, ...track.keep]);
        isKept();
      } catch { await caches.delete(place); says(track.words.failed); }
    });
  }

  if (!fromAddress()) resume();
  show();
})();
