const cards = all(".cards > .card"), list = one(".cards");
const says = (text) => { one(".says").textContent = text; };
const box = one("#filters");

// Theme, language, length, words: what is asked stands in the address, so that a choice can be shared.
if (box) {
  const fields = all("select, input[type=search]", box);
  const given = new URLSearchParams(location.search);
  const haystack = new Map(cards.map((card) => [card, bareText(card.dataset.words)]));
  const asked = (name) => { const field = fields.find((each) => each.name === name); return field ? field.value : ""; };
  const fits = (card) => {
    const [least, most] = (asked("length") || "0-").split("-");
    const minutes = card.dataset.minutes.split(" ").map(Number);
    return (!asked("theme") || card.dataset.themes.split("\n").includes(asked("theme")))
      && (!asked("language") || card.dataset.language === asked("language"))
      && minutes.some((length) => length > +least && (!most || length <= +most))
      && bareText(asked("q")).split(/\s+/).every((word) => haystack.get(card).includes(word))
      && (asked("kept") !== "kept" || card.classList.contains("kept"));
  };
  const orders = {
    newest: (a, b) => a.dataset.place - b.dataset.place,
    shortest: (a, b) => Math.min(...a.dataset.minutes.split(" ")) - Math.min(...b.dataset.minutes.split(" ")),
    title: (a, b) => one("h2", a).textContent.localeCompare(one("h2", b).textContent, document.documentElement.lang),
  };
  let order = "newest";
  const look = () => {
    const wanted = asked("order") || "newest";
    if (wanted !== order) list.append(...[...cards].sort(orders[order = wanted]));
    let shown = 0;
    cards.forEach((card) => { const fit = fits(card); card.hidden = !fit; shown += fit; });
    one("#count").textContent = shown === cards.length ? "" : shown ? fill(words.found, { n: shown }) : words.nothing_found;
    one("#clear").hidden = fields.every((field) => field.name === "order" || !field.value);
    tellSize();
  };
  const changed = () => {
    look();
    const chosen = fields.filter((field) => field.value && field.value !== "newest");
    const query = String(new URLSearchParams(chosen.map((field) => [field.name, field.value])));
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
  };
  box.hidden = false;
  fields.forEach((field) => { if (given.get(field.name) !== null) field.value = given.get(field.name); });
  fields.forEach((field) => { if (field.value === "" && field.tagName === "SELECT") field.selectedIndex = 0; });
  fields.forEach((field) => field.addEventListener(field.tagName === "SELECT" ? "change" : "input", changed));
  box.addEventListener("submit", (event) => event.preventDefault());
  one("#clear").addEventListener("click", () => { fields.forEach((field) => { if (field.tagName === "SELECT") field.selectedIndex = 0; else field.value = ""; }); changed(); });
  addEventListener("stilte:kept", () => { if (asked("kept")) look(); });
  addEventListener("DOMContentLoaded", look);
}

function bareText(text) { return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().trim(); }

const shownTracks = () => {
  const shown = new Set(cards.filter((card) => !card.hidden).map((card) => card.dataset.slug));
  return data.tracks.filter((track) => shown.has(track.slug));
};
const sizeOf = (tracks) => tracks.reduce((sum, track) => sum + track.files.reduce((size, file) => size + file[1], 0), 0);
const keepAll = one("#keep-all");
let running = null;
function tellSize() {
  if (running || !keepAll) return;
  const size = inMegabytes(sizeOf(shownTracks()));
  keepAll.textContent = fill(words.keep_all, { size });
}

// A card says whether its track is kept, and, without a network, that another one needs it.
const markKept = async () => {
  const kept = await keptTracks();
  cards.forEach((card) => {
    const is = card.dataset.slugs.split(" ").some((slug) => kept.has(slug));
    card.classList.toggle("kept", is);
    one(".state", card).textContent = is ? words.kept : navigator.onLine ? "" : words.needs_network;
  });
  const choice = one("#only-kept");
  if (choice) choice.hidden = !kept.size;
  dispatchEvent(new Event("stilte:kept"));
  return kept;
};

const bring = async (tracks, done) => {
  running = new AbortController();
  const total = sizeOf(tracks);
  let got = 0, now = null;
  try {
    if (total > await room()) throw new DOMException("no room", "QuotaExceededError");
    await keepList();
    for (now of tracks) {
      await keepTrack(now, running.signal, (share, bytes) => {
        got += bytes;
        keepAll.textContent = fill(words.keeping, { percent: Math.min(99, Math.floor(got / Math.max(total, 1) * 100)) });
      });
      await markKept();
    }
    says(done);
  } catch (error) {
    says(error.name === "AbortError" ? "" : isFull(error) ? await fullText(Math.max(0, total - got)) : words.failed);
  }
  running = null;
  tellSize();
  await markKept();
};

const offline = async () => {
  if (!keepAll || !canKeep) return;
  await startWorker();
  keepAll.hidden = false;
  tellSize();
  keepAll.addEventListener("click", async () => {
    if (running) { running.abort(); return; }
    const kept = await keptTracks();
    await bring(shownTracks().filter((track) => !kept.has(track.slug) || kept.get(track.slug).version !== track.version), words.all_kept);
  });
  const kept = await markKept();
  ["online", "offline"].forEach((name) => addEventListener(name, markKept));
  if (!navigator.onLine) return;
  const stale = data.tracks.filter((track) => kept.has(track.slug) && kept.get(track.slug).version !== track.version);
  if (stale.length) await bring(stale, words.renewed);
};
offline().catch(() => { keepAll.hidden = true; });
