"use strict";
// Answers from what listeners chose to keep, when the network does not; audio in the ranges that players ask for.
const KEPT = /^stilte:/;
// A name that carries a hash of its bytes: what was kept under it is what the network has.
const FIXED = /-[0-9a-f]{10}\.\w+$/;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

// A folder and its index.html are one page.
const same = (address) => {
  const bare = address.replace(/[?#].*$/, "");
  return bare.endsWith("/") ? [bare, bare + "index.html"] : [bare, bare.replace(/\/index\.html$/, "/")];
};

const kept = async (request) => {
  for (const name of await caches.keys()) {
    if (!KEPT.test(name)) continue;
    const cache = await caches.open(name);
    for (const address of same(request.url)) {
      const found = await cache.match(address, { ignoreVary: true, ignoreSearch: true });
      if (found) return found;
    }
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

const answer = async (request) => {
  if (FIXED.test(new URL(request.url).pathname)) {
    const found = await kept(request);
    if (found) return sliced(request, found);
  }
  try {
    return await fetch(request);
  } catch (error) {
    const found = await kept(request);
    if (!found) throw error;
    return sliced(request, found);
  }
};

addEventListener("fetch", (event) => {
  const ours = new URL(event.request.url).origin === location.origin;
  if (ours && event.request.method === "GET") event.respondWith(answer(event.request));
});
