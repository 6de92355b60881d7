/**
 * The timeline along the bottom: chapters, voice, breaths, holds, bells and the bed. A click there finds the line, and the
 * selected line is marked in its place.
 */
import { html, useEffect, useRef } from "../parts/dom.js";
import { clock, t } from "../texts.js";
import { draw } from "./timeline_drawing.js";
import { walk } from "./tree.js";

/** @param {{session: any}} props */
export function TimelineBar({ session }) {
  const canvas = useRef(/** @type {HTMLCanvasElement|null} */ (null));
  const timeline = session.document.value?.timeline;
  const selected = session.starts.value.get(session.selected.value);
  const place = session.hearing.place_s.value;
  useEffect(() => drawn(canvas.current, timeline, selected, place));
  useEffect(() => {
    const again = () =>
      drawn(canvas.current, session.document.value?.timeline, session.starts.value.get(session.selected.value), null);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    window.addEventListener("resize", again);
    dark.addEventListener("change", again);
    return () => {
      window.removeEventListener("resize", again);
      dark.removeEventListener("change", again);
    };
  }, []);
  if (!timeline || !(timeline.length_s > 0)) {
    return html`<div class="timeline none">
      <p>${t("The timeline is here again once nothing is wrong in the script.")}</p>
    </div>`;
  }
  const at = place ?? selected ?? 0;
  const pointed = (/** @type {PointerEvent} */ event) => {
    const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    toTime(session, ((event.clientX - box.left) / box.width) * timeline.length_s);
  };
  return html`<div class="timeline">
    <div
      class="track"
      role="slider"
      tabindex="0"
      aria-label=${t("Place in the track")}
      aria-valuemin="0"
      aria-valuemax=${Math.round(timeline.length_s)}
      aria-valuenow=${Math.round(at)}
      aria-valuetext=${spoken(session, at)}
      onPointerDown=${pointed}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) => keyed(event, session)}
    >
      <canvas ref=${canvas}></canvas>
    </div>
    <p class="times"><span>${clock(at)}</span><span>${clock(timeline.length_s)}</span></p>
  </div>`;
}

/**
 * @param {HTMLCanvasElement|null} canvas
 * @param {any} timeline
 * @param {number|undefined} selected
 * @param {number|null} place
 */
function drawn(canvas, timeline, selected, place) {
  if (canvas && timeline) draw(canvas, timeline, { selected_s: selected ?? null, place_s: place });
}

/** Go to the line that is heard at a time. @param {any} session @param {number} time seconds */
function toTime(session, time) {
  let best = null;
  let latest = -1;
  for (const step of walk(session.steps.value)) {
    const start = session.starts.value.get(step.key);
    if (start === undefined) continue;
    if (best === null || (start <= time + 0.01 && start >= latest)) [best, latest] = [step.key, start];
  }
  if (!best) return;
  session.select(best);
  session.reveal(best);
  if (session.hearing.now.value) session.hear(best);
}

/** @param {KeyboardEvent} event @param {any} session */
function keyed(event, session) {
  const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
  const timed = [...walk(session.steps.value)].filter((step) => session.starts.value.has(step.key));
  const at = timed.findIndex((step) => step.key === session.selected.value);
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (by && timed[Math.max(0, at + by)]) session.select(timed[Math.max(0, at + by)].key);
  else if (event.key === "Home" && timed[0]) session.select(timed[0].key);
  else if (event.key === "End" && timed.length) session.select(timed[timed.length - 1].key);
  else if (event.key === " ") session.hear(session.hearing.now.value ? null : session.selected.value);
  else if (event.key === "Enter") session.focus(session.selected.value, null);
  else if (!by) return;
  event.preventDefault();
  event.stopPropagation();
  if (session.selected.value) session.reveal(session.selected.value);
}

/** @param {any} session @param {number} at */
function spoken(session, at) {
  const step = session.step(session.selected.value);
  const words = step ? session.textOf(step) : "";
  return words ? `${clock(at)}, ${words}` : clock(at);
}
