/** Which view is shown: the path of the address, followed without loading the page anew. */
import { signal } from "./vendor/signals.js";

/** @typedef {{view: string, params: Record<string, string>}} Route */

/** @type {[RegExp, string, string[]][]} */
const PATHS = [
  [/^\/(?:tracks\/?)?$/, "tracks", []],
  [/^\/edit\/([^/]+)\/?$/, "editor", ["name"]],
  [/^\/mark\/([^/]+)\/?$/, "marking", ["id"]],
  [/^\/voices\/?$/, "voices", []],
  [/^\/record\/([^/]+)\/([^/]+)\/?$/, "recording", ["voice", "name"]],
  [/^\/publish\/?$/, "publish", []],
  [/^\/show\/?$/, "show", []],
];

/**
 * Return the view of a path; "missing" where there is none.
 * @param {string} path
 * @returns {Route}
 */
export function routeOf(path) {
  for (const [pattern, view, names] of PATHS) {
    const found = pattern.exec(path);
    if (found) {
      return { view, params: Object.fromEntries(names.map((name, n) => [name, decodeURIComponent(found[n + 1])])) };
    }
  }
  return { view: "missing", params: {} };
}

export const route = signal(routeOf(location.pathname));

/**
 * Go to a path of the studio.
 * @param {string} path
 * @param {{replace?: boolean}} [options]
 */
export function go(path, { replace = false } = {}) {
  history[replace ? "replaceState" : "pushState"](null, "", path);
  shown();
  window.scrollTo(0, 0);
}

function shown() {
  route.value = routeOf(location.pathname);
}

/** Follow the browser's buttons, and links within the studio. */
export function followLinks() {
  window.addEventListener("popstate", shown);
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    if (routeOf(link.pathname).view === "missing" || link.hash) return;
    event.preventDefault();
    go(link.pathname + link.search);
  });
}
