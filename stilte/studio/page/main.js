/** The page of the studio: its texts first, then the shell with the view of the address. */
import { html, render, useEffect, useLayoutEffect, useRef, useState } from "./parts/dom.js";
import { getAhead } from "./api.js";
import { followLinks, route } from "./route.js";
import { Messages, fail } from "./parts/messages.js";
import { Navigation } from "./parts/navigation.js";
import { Questions } from "./parts/dialog.js";
import { Waiting } from "./parts/progress.js";
import { loadTexts, t } from "./texts.js";

/** @type {Record<string, () => Promise<{default: any}>>} */
const VIEWS = {
  tracks: () => import("./views/tracks.js"),
  editor: () => import("./views/editor.js"),
  marking: () => import("./views/marking.js"),
  voices: () => import("./views/voices.js"),
  recording: () => import("./views/recording.js"),
  publish: () => import("./views/publish.js"),
  show: () => import("./views/show.js"),
  missing: () => import("./views/missing.js"),
};

function Studio() {
  const { view, params } = route.value;
  const [loaded, setLoaded] = useState(/** @type {{view: string, draw: any} | null} */ (null));
  const main = useRef(/** @type {HTMLElement | null} */ (null));
  const first = useRef(true);
  useEffect(() => {
    let wanted = true;
    VIEWS[view]().then(
      (found) => wanted && setLoaded({ view, draw: found.default }),
      (error) => wanted && fail(error),
    );
    return () => {
      wanted = false;
    };
  }, [view]);
  useLayoutEffect(() => {
    if (first.current) first.current = false;
    else main.current?.focus({ preventScroll: true }); // so that the keyboard and a screen reader begin at the new view
  }, [view, params.name, params.id]);
  useLayoutEffect(() => useStyleOf(view), [view]);
  const ready = loaded && loaded.view === view;
  const key = Object.values(params).join("/");
  return html`
    <a class="skip" href="#main">${t("To the content")}</a>
    <${Navigation} view=${view} />
    <main id="main" tabindex="-1" ref=${main} class=${`view view-${view}`}>
      ${ready ? html`<${loaded.draw} key=${`${view}/${key}`} params=${params} />` : html`<${Waiting} />`}
    </main>
    <${Messages} />
    <${Questions} />
  `;
}

/** Let only the style of this view hold, so that no name of another's reaches it. @param {string} view */
function useStyleOf(view) {
  for (const link of document.querySelectorAll("link[data-view]")) {
    if (link instanceof HTMLLinkElement) link.disabled = link.dataset.view !== view;
  }
}

async function start() {
  const root = /** @type {HTMLElement} */ (document.getElementById("studio"));
  const { view, params } = route.value;
  if (view === "editor") getAhead(`/api/scripts/${encodeURIComponent(params.name)}`);
  VIEWS[view]().catch(() => {}); // its modules come while the texts do; what is wrong is told when it is drawn
  try {
    await loadTexts();
  } catch {
    root.textContent = "Stilte: the studio does not answer · de studio antwoordt niet.";
    return;
  }
  followLinks();
  render(html`<${Studio} />`, root);
}

void start();
