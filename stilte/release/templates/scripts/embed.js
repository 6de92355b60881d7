const audio = one("audio"), slider = one("#seek"), time = one("#time");
const links = all(".chapters a");
const chapters = links.map((link) => ({ start_s: +link.dataset.at, title: one(".name", link).textContent }));
const starts = chapters.map((chapter) => chapter.start_s);
const step = (by) => { audio.currentTime = Math.min(Math.max(0, audio.currentTime + by), data.length_s); };
let loaded = 0, wantedAt = null;

one(".player").hidden = false;
audio.controls = false;
audio.hidden = true;

// Before anything is loaded a jump is remembered, so that a page with many players asks for none of them.
const jump = (to) => {
  if (audio.readyState) audio.currentTime = to; else wantedAt = to;
  show(to);
};
audio.addEventListener("loadedmetadata", () => { if (wantedAt !== null) audio.currentTime = wantedAt; wantedAt = null; });

const showBreath = breathingCircle(audio);
let shown = -2, second = -1;
const show = (at_s) => {
  showBreath(at_s);
  const index = at(starts, at_s + 0.05);
  if (index !== shown) {
    shown = index;
    links.forEach((link, here) => { if (here === index) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current"); });
    one(".here").textContent = index < 0 ? "" : chapters[index].title;
  }
  if (Math.floor(at_s) === second) return;
  second = Math.floor(at_s);
  slider.value = at_s;
  slider.style.setProperty("--done", `${Math.min(100, at_s / data.length_s * 100)}%`);
  slider.setAttribute("aria-valuetext", `${clock(at_s)} / ${clock(data.length_s)}`);
  time.textContent = at_s < 1 && audio.paused ? clock(data.length_s) : `${clock(at_s)} / ${clock(data.length_s)}`;
};
const wake = drawn(audio, (at_s) => show(wantedAt ?? at_s));
slider.addEventListener("input", () => jump(+slider.value));
links.forEach((link) => link.addEventListener("click", (event) => {
  event.preventDefault();
  jump(+link.dataset.at);
  audio.play().catch(() => {});
}));
keepScreenOn(audio);
tellTheSystem(audio, chapters, step);
listenToKeys(audio, chapters, step, () => true);

// The page around it is told how high this is, and may say where to go on.
const tellHeight = () => {
  const height = Math.ceil(one("main").getBoundingClientRect().height);
  if (height && height !== loaded) parent.postMessage({ stilte: "height", slug: data.slug, height: loaded = height }, "*");
};
if (parent !== window) {
  new ResizeObserver(tellHeight).observe(one("main"));
  addEventListener("message", (event) => {
    const said = event.data;
    if (event.source !== parent || !said || said.stilte !== "seek" || !Number.isFinite(said.time)) return;
    jump(Math.min(Math.max(0, said.time), data.length_s));
    audio.play().catch(() => {});
  });
}
wake();
