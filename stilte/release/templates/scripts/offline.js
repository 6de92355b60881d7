// What listeners keep on their device: a cache for each version of a track, complete once it holds its mark.
const root = new URL(data.root, location.href);
const home = `stilte:${root.pathname}`;
const MARK = new URL(".kept", root).href;
const canKeep = "serviceWorker" in navigator && "caches" in window && isSecureContext && location.protocol.startsWith("http");

const keptTracks = async () => {
  const found = new Map();
  for (const name of await caches.keys()) {
    if (!name.startsWith(home) || name.endsWith("#list")) continue;
    const mark = await (await caches.open(name)).match(MARK);
    if (mark) { const told = await mark.json(); found.set(told.slug, { ...told, name }); }
  }
  return found;
};

// What carries a hash in its name may come from the browser's own cache; all else comes from the network.
const FIXED = /-[0-9a-f]{10}\.\w+$/;

const fetched = async (address, signal, tell) => {
  const answer = await fetch(address, { signal, cache: FIXED.test(address) ? "default" : "reload" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const parts = [];
  if (answer.body) {
    const reader = answer.body.getReader();
    for (let step = await reader.read(); !step.done; step = await reader.read()) { parts.push(step.value); tell(step.value.length); }
  } else { const whole = await answer.blob(); parts.push(whole); tell(whole.size); }
  const type = answer.headers.get("Content-Type") || "application/octet-stream";
  return new Response(new Blob(parts, { type }), { headers: { "Content-Type": type } });
};

// The list with all its pictures, so that a kept track is found again without a network.
const keepList = async () => {
  const cache = await caches.open(`${home}#list`);
  const names = ["index.html", "offline.html", "manifest.webmanifest", "icon-192.png"];
  const page = await fetch(new URL("index.html", root), { cache: "reload" });
  if (!page.ok) return;
  const list = new DOMParser().parseFromString(await page.text(), "text/html");
  const pictures = all("img[src]", list).map((image) => image.getAttribute("src").replace(/#.*$/, ""));
  for (const name of new Set([...names, ...pictures])) {
    const address = new URL(name, root).href;
    if (await cache.match(address) && !names.includes(name)) continue;
    try { await cache.put(address, await fetched(address, undefined, () => {})); } catch (error) { if (error.name === "QuotaExceededError") throw error; }
  }
};

const isFull = (error) => error && (error.name === "QuotaExceededError" || error.name === "NS_ERROR_FILE_NO_DEVICE_SPACE");

const room = async () => {
  try { const { quota, usage } = await navigator.storage.estimate(); return quota - usage; } catch { return Infinity; }
};

const inMegabytes = (bytes) => String(Math.max(1, Math.ceil(bytes / 1e6)));

const fullText = async (needed) => fill(words.full, { needed: inMegabytes(needed), free: inMegabytes(await room()) });

// Brings a track onto the device; what was kept of it before goes only when the new one is whole.
const keepTrack = async (track, signal, tell) => {
  const name = `${home}${track.slug}:${track.version}`;
  const total = track.files.reduce((sum, file) => sum + file[1], 0);
  if (total > await room()) throw new DOMException("no room", "QuotaExceededError");
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => {});
  const cache = await caches.open(name);
  let done = 0;
  const more = (bytes) => { done += bytes; tell(Math.min(0.99, done / Math.max(total, done, 1)), bytes); };
  try {
    for (const [path] of [[`${track.slug}/index.html`], ...track.files]) {
      const address = new URL(path, root).href;
      await cache.put(address, await fetched(address, signal, more));
    }
    const told = { slug: track.slug, title: track.title, version: track.version };
    await cache.put(MARK, new Response(JSON.stringify(told), { headers: { "Content-Type": "application/json" } }));
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
  for (const other of await caches.keys()) if (other !== name && other.startsWith(`${home}${track.slug}:`)) await caches.delete(other);
  tellWorker();
};

// The worker learns anew what is kept.
const tellWorker = () => navigator.serviceWorker.ready.then((worker) => worker.active && worker.active.postMessage("kept"));

const forgetTrack = async (slug) => {
  for (const name of await caches.keys()) if (name.startsWith(`${home}${slug}:`)) await caches.delete(name);
  tellWorker();
};

const startWorker = () => navigator.serviceWorker.register(new URL("sw.js", root), { scope: root.pathname });
