"use strict";
// Answers from what listeners chose to keep, when the network does not; audio in the ranges that players ask for.
const KEPT = /^stilte:/;
// A name that carries a hash of its bytes: what was kept under it is what the network has.
const FIXED = /-[0-9a-f]{10}\.\w+$/;
// A network that says nothing for so long is none, where the answer lies here.
const PATIENCE_MS = 5000;
const root = new URL(registration.scope);
const LIST = `stilte:${root.pathname}#list`;
const SHELL = ["index.html", "offline.html", "manifest.webmanifest", "icon-192.png"];

const fill = async () => {
  const cache = await caches.open(LIST);
  await Promise.allSettled(SHELL.map(async (name) => {
    const answer = await fetch(new URL(name, root), { cache: "no-cache" });
    if (answer.ok) await cache.put(new URL(name, root).href, answer);
  }));
};
// The paths of what is kept, once they are known: sound that is not among them goes past this worker, as players
// hang up on what they asked for whenever somebody jumps.
let paths = null;
const learn = async () => {
  const found = new Set();
  for (const name of await caches.keys()) {
    if (KEPT.test(name)) for (const request of await (await caches.open(name)).keys()) found.add(new URL(request.url).pathname);
  }
  paths = found;
};
learn().catch(() => {});
addEventListener("message", (event) => event.waitUntil(learn()));

addEventListener("install", (event) => { skipWaiting(); event.waitUntil(fill()); });
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

// A folder and its index.html are one page.
const same = (address) => {
  const bare = address.replace(/[?#].*$/, "");
  return bare.endsWith("/") ? [bare, bare + "index.html"] : [bare, bare.replace(/\/index\.html$/, "/")];
};

const kept = async (address) => {
  for (const one of same(address)) {
    const found = await caches.match(one, { ignoreVary: true, ignoreSearch: true });
    if (found) return found;
  }
  return undefined;
};

const sliced = async (request, response) => {
  const range = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get("range") || "");
  if (!range || (range[1] === "" && range[2] === "")) return response;
  const body = await response.blob();
  const size = body.size;
  const first = range[1] === "" ? Math.max(0, size - Number(range[2])) : Number(range[1]);
  const last = range[1] === "" || range[2] === "" ? size - 1 : Math.min(Number(range[2]), size - 1);
  if (first > last) {
    return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${size}` } });
  }
  return new Response(body.slice(first, last + 1), {
    status: 206,
    headers: {
      "Content-Type": response.headers.get("Content-Type") || "application/octet-stream",
      "Content-Range": `bytes ${first}-${last}/${size}`,
      "Content-Length": String(last - first + 1),
      "Accept-Ranges": "bytes",
    },
  });
};

// The list and its pictures are kept as the network had them last.
const remember = async (request, answer) => {
  if (answer.status !== 200 || request.headers.has("range") || !(await caches.has(LIST))) return;
  const list = await caches.open(LIST);
  for (const address of same(request.url)) {
    if (await list.match(address)) { await list.put(address, await whole(answer.clone())); return; }
  }
};

// Where a server led elsewhere, browsers refuse the answer for a page: its content alone is kept.
const whole = async (answer) => {
  if (!answer.redirected) return answer;
  return new Response(await answer.blob(), { headers: { "Content-Type": answer.headers.get("Content-Type") || "" } });
};

const inTime = async (request) => {
  const late = new Promise((_, refuse) => { setTimeout(() => refuse(new Error("late")), PATIENCE_MS); });
  const answer = await Promise.race([fetch(request), late]);
  if (answer.status >= 500) throw new Error(String(answer.status));
  return answer;
};

const notKept = async (request, error) => {
  const said = new URL("offline.html", root);
  if (request.mode !== "navigate" || same(request.url).includes(said.href) || !(await kept(said.href))) throw error;
  said.searchParams.set("wanted", request.url);
  return Response.redirect(said.href);
};

const answer = async (event) => {
  const { request } = event;
  const found = await kept(request.url);
  if (found && FIXED.test(new URL(request.url).pathname)) return sliced(request, found);
  try {
    const fresh = await (found ? inTime(request) : fetch(request));
    await remember(request, fresh).catch(() => {});
    return fresh;
  } catch (error) {
    return found ? sliced(request, found) : notKept(request, error);
  }
};

addEventListener("fetch", (event) => {
  const ours = new URL(event.request.url).origin === location.origin;
  const anew = event.request.cache === "reload";  // somebody is keeping it right now
  const sound = event.request.destination === "audio" || event.request.headers.has("range");
  const past = sound && paths !== null && !paths.has(new URL(event.request.url).pathname);
  if (ours && !anew && !past && event.request.method === "GET") event.respondWith(answer(event));
});
