// The words: they show where the sound is, follow it, can be searched, and are one stop of the tab key.
const followedWords = (audio, jump) => {
  const lines = all(".lines button"), parts = all(".transcript details"), now = one(".now");
  const starts = data.lines.map((line) => line[0]);
  const follow = one("#follow"), back = one("#back");
  let shown = -2, ours = 0, frames = 0, free = false;

  const tops = all(".transcript summary, .lines button");
  const seen = (item) => { const part = item.closest("details"); return !part || part.open || item.matches("summary"); };
  let stop = null;
  const stopAt = (item) => { if (stop) stop.tabIndex = -1; stop = item; if (stop) stop.tabIndex = 0; };
  tops.forEach((item) => { item.tabIndex = -1; });
  stopAt(tops.find(seen) || null);
  const transcript = one(".transcript");
  if (transcript) {
    transcript.addEventListener("focusin", (event) => { if (tops.includes(event.target)) stopAt(event.target); });
    transcript.addEventListener("keydown", (event) => {
      const items = tops.filter(seen), here = items.indexOf(event.target);
      const wanted = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: items.length - 1 }[event.key];
      if (here < 0 || wanted === undefined || !items[wanted]) return;
      event.preventDefault();
      items[wanted].focus();
    });
    parts.forEach((part) => part.addEventListener("toggle", () => { if (!stop || !seen(stop)) stopAt(tops.find(seen) || null); }));
  }

  const letGo = () => {
    if (!follow || !follow.checked || free || audio.paused) return;
    free = true;
    back.hidden = false;
  };
  const goBack = () => {
    free = false;
    back.hidden = true;
    if (shown >= 0) bring(lines[shown]);
  };
  // Scrolling that we began lasts until it has been still for a moment, and for some frames, which a slow device draws late;
  // all other is the reader's.
  const FRAMES = 3;
  const count = () => { frames -= 1; if (frames > 0) requestAnimationFrame(count); };
  const hold = (ms) => {
    ours = Math.max(ours, Date.now() + ms);
    if (frames <= 0) requestAnimationFrame(count);
    frames = FRAMES;
  };
  const bring = (line) => {
    const part = line.closest("details");
    if (part && !part.open) { parts.forEach((other) => { if (other !== part) other.open = false; }); part.open = true; }
    const far = Math.abs(line.getBoundingClientRect().top) > 2 * innerHeight;
    hold(600);
    line.scrollIntoView({ block: "center", behavior: still.matches || far ? "auto" : "smooth" });
  };
  ["wheel", "touchmove"].forEach((name) => addEventListener(name, letGo, { passive: true }));
  addEventListener("keydown", (event) => {
    if (["PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown"].includes(event.key)) letGo();
  });
  addEventListener("scroll", () => {
    if (Date.now() > ours && frames <= 0) letGo(); else hold(250);
  }, { passive: true });

  all(".follow").forEach((label) => { label.hidden = false; });
  if (follow) {
    follow.checked = stored("stilte:follow") === "on";
    follow.addEventListener("change", () => {
      store("stilte:follow", follow.checked ? "on" : null);
      free = false;
      back.hidden = true;
      if (follow.checked && shown >= 0) bring(lines[shown]);
    });
    back.addEventListener("click", goBack);
    audio.addEventListener("play", () => { if (follow.checked) goBack(); });
  }
  lines.forEach((line) => line.addEventListener("click", () => { free = false; if (back) back.hidden = true; jump(+line.dataset.at, true); }));

  searchWords(lines, parts);
  return (time) => {
    let line = at(starts, time + 0.05);
    if (line >= 0 && time > data.lines[line][1] + 2.5) line = -1;
    if (line === shown) return;
    if (lines[shown]) lines[shown].removeAttribute("aria-current");
    shown = line;
    now.textContent = line < 0 ? "" : lines[line].textContent;
    if (line < 0) return;
    lines[line].setAttribute("aria-current", "true");
    if (follow && follow.checked && !free && !audio.paused) bring(lines[line]);
  };
};

// Letters alone count: case and accents do not.
const bare = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

// Marks what is searched for, letter by letter, so that the mark stands where the eye looks.
const marked = (line, wanted) => {
  const text = line.textContent;
  line.textContent = text;
  if (!wanted) return false;
  const letters = [...text], from = [];
  let flat = "";
  letters.forEach((letter, index) => { const plain = bare(letter); flat += plain; for (let n = 0; n < plain.length; n += 1) from.push(index); });
  let start = flat.indexOf(wanted);
  if (start < 0) return false;
  const pieces = [];
  let done = 0;
  for (; start >= 0; start = flat.indexOf(wanted, start + wanted.length)) {
    const first = from[start], last = from[start + wanted.length - 1] + 1;
    const mark = document.createElement("mark");
    mark.textContent = letters.slice(first, last).join("");
    pieces.push(letters.slice(done, first).join(""), mark);
    done = last;
  }
  line.replaceChildren(...pieces, letters.slice(done).join(""));
  return true;
};

const searchWords = (lines, parts) => {
  const field = one("#search-text");
  if (!field) return;
  const found = one("#found-text"), box = field.closest(".search");
  let hits = [], here = -1, opened = null;
  box.hidden = false;
  const look = () => {
    const wanted = bare(field.value.trim());
    if (wanted && !opened) opened = parts.map((part) => part.open);
    hits = lines.filter((line) => marked(line, wanted));
    here = -1;
    parts.forEach((part, index) => {
      part.open = wanted ? hits.some((line) => part.contains(line)) : opened ? opened[index] : part.open;
    });
    if (!wanted) opened = null;
    found.textContent = !wanted ? "" : hits.length ? fill(words.found, { n: hits.length }) : words.nothing_found;
  };
  field.addEventListener("input", look);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && field.value) { field.value = ""; look(); return; }
    if (event.key !== "Enter" || !hits.length) return;
    event.preventDefault();
    here = (here + (event.shiftKey ? -1 : 1) + hits.length) % hits.length;
    found.textContent = `${here + 1} / ${hits.length}`;
    all(".lines .hit").forEach((line) => line.classList.remove("hit"));
    hits[here].classList.add("hit");
    hits[here].scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
  });
};
