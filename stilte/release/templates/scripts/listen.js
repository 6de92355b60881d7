const audio = one("audio");
const place = `stilte:${data.slug}`;
const says = (text) => { one(".says").textContent = text; };
const links = all(".chapters a"), summaries = all(".transcript summary");
const chapters = links.map((link) => ({ start_s: +link.dataset.at, title: one(".name", link).textContent }));
const chapterStarts = chapters.map((chapter) => chapter.start_s);

const jump = (time, play) => {
  audio.currentTime = Math.min(Math.max(0, time), Math.max(0, data.length_s - 0.1));
  if (play) audio.play().catch(() => {});
  wake();
};
const step = (by) => { audio.currentTime = Math.min(Math.max(0, audio.currentTime + by), audio.duration || data.length_s); };

let shownChapter = -2;
const showChapter = (time) => {
  const index = at(chapterStarts, time + 0.05);
  if (index === shownChapter) return;
  shownChapter = index;
  links.forEach((link, here) => { if (here === index) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current"); });
  summaries.forEach((top) => top.classList.toggle("current", index >= 0 && +top.dataset.at === chapterStarts[index]));
  const here = one(".here");
  if (here) here.textContent = index < 0 ? "" : chapters[index].title;
};
const showWords = followedWords(audio, jump), showBreath = breathingCircle(audio);
const wake = drawn(audio, (time) => { showChapter(time); showWords(time); showBreath(time); showShare(time); });

// `#t=754`, `#t=12:34`, `?t=12m34s`: where somebody else was.
const fromAddress = () => {
  const asked = /[#&]t=([^&]+)/.exec(location.hash) || /[?&]t=([^&#]+)/.exec(location.search);
  let time = null;
  try { time = asked && seconds(decodeURIComponent(asked[1])); } catch { /* a broken address is no time */ }
  if (time !== null) jump(time, false);
  return time !== null;
};

links.forEach((link) => link.addEventListener("click", (event) => {
  event.preventDefault();
  history.replaceState(null, "", link.getAttribute("href"));
  jump(+link.dataset.at, true);
}));
const course = one(".course");
course.addEventListener("click", (event) => {
  const box = course.getBoundingClientRect();
  jump(Math.min(1, Math.max(0, ((event.clientX - box.left) / box.width * 800 - 24) / 752)) * data.length_s, false);
});

// Where the listener was, kept on this device only.
const remember = () => {
  const inside = audio.currentTime > 10 && audio.currentTime < data.length_s - 20;
  store(place, inside ? audio.currentTime.toFixed(1) : null);
};
const resume = () => {
  const kept = stored(place);
  if (kept === null || !(+kept < data.length_s)) return;
  jump(+kept, false);
  says(`${words.resume} ${clock(+kept)}`);
};
["pause", "ended"].forEach((name) => audio.addEventListener(name, remember));
addEventListener("pagehide", remember);
addEventListener("hashchange", fromAddress);

const bareAddress = () => data.address || location.href.replace(/[?#].*$/, "");
const shareAddress = async (url) => {
  try {
    if (navigator.share) await navigator.share({ title: data.title, url });
    else { await navigator.clipboard.writeText(url); says(words.copied); }
  } catch (error) { if (error.name !== "AbortError") says(url); }
};
const shareFrom = one("#share-from");
let shownShare = "";
const showShare = (time) => {
  const label = time >= 1 ? fill(words.share_from, { time: clock(time) }) : "";
  if (label === shownShare) return;
  shownShare = label;
  shareFrom.hidden = !label;
  if (label) shareFrom.textContent = label;
};
one("#share").hidden = false;
one("#share").addEventListener("click", () => shareAddress(bareAddress()));
shareFrom.addEventListener("click", () => shareAddress(`${bareAddress()}#t=${clock(audio.currentTime)}`));

const settings = openSettings(audio, chapters, says);
keepScreenOn(audio);
tellTheSystem(audio, chapters, step);
listenToKeys(audio, chapters, step, settings.keys);
gentleEnding(audio, settings);
keepButton(says).catch(() => {});

const before = cameFromBefore();
if (before) {
  if (before.left) settings.timer(String(before.left));
  audio.play().catch(() => {});
} else if (!fromAddress()) resume();
wake();

// A skip link to folded chapters unfolds them; paper has all of them, also where a browser folds them in print.
const skip = one(".skip a[href='#chapters']"), fold = one("details#chapters");
if (skip && fold) skip.addEventListener("click", (event) => { event.preventDefault(); fold.open = true; one("summary", fold).focus(); });
let folded = [];
addEventListener("beforeprint", () => { folded = all("details").filter((part) => !part.open && !one("textarea", part)); folded.forEach((part) => { part.open = true; }); });
addEventListener("afterprint", () => { folded.forEach((part) => { part.open = false; }); folded = []; });
