/** The two ends of a cut on its waveform: dragged by mouse or finger, moved by the arrow keys. */
import { html, useEffect, useLayoutEffect, useRef, useState } from "../parts/dom.js";
import { number, t } from "../texts.js";

const STEP_S = 0.01;
const WIDE_STEP_S = 0.1;
const LEAST_S = 0.05;
const SETTLES_MS = 700;

/** @typedef {{start_s: number, end_s: number}} Stretch */

/**
 * `onPlace` is told the new place when the hand has come to rest; `within` is what the waveform shows.
 * @param {{place: Stretch, within: Stretch, name: string, onPlace: (place: Stretch) => void}} props
 */
export function CutEnds({ place, within, name, onPlace }) {
  const [moved, setMoved] = useState(/** @type {Stretch | null} */ (null));
  const held = useRef(/** @type {{end: "start_s"|"end_s", box: DOMRect} | null} */ (null));
  const timer = useRef(/** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined));
  const isMoving = useRef(false); // an answer to what was moved before does not take this back
  const now = moved || place;
  useLayoutEffect(() => {
    if (!isMoving.current) setMoved(null);
  }, [place.start_s, place.end_s]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const move = (/** @type {"start_s"|"end_s"} */ end, /** @type {number} */ at) => {
    const least = end === "start_s" ? within.start_s : now.start_s + LEAST_S;
    const most = end === "start_s" ? now.end_s - LEAST_S : within.end_s;
    const next = { ...now, [end]: Math.round(1000 * Math.min(Math.max(at, least), most)) / 1000 };
    isMoving.current = true;
    setMoved(next);
    return next;
  };
  const settle = (/** @type {Stretch} */ next) => {
    clearTimeout(timer.current);
    isMoving.current = false;
    if (next.start_s !== place.start_s || next.end_s !== place.end_s) onPlace(next);
  };
  const pressed = (/** @type {PointerEvent} */ event, /** @type {"start_s"|"end_s"} */ end) => {
    const handle = /** @type {HTMLElement} */ (event.currentTarget);
    handle.setPointerCapture(event.pointerId);
    held.current = { end, box: /** @type {HTMLElement} */ (handle.parentElement).getBoundingClientRect() };
    event.preventDefault();
    handle.focus();
  };
  const dragged = (/** @type {PointerEvent} */ event) => {
    if (!held.current) return;
    const { end, box } = held.current;
    const share = (event.clientX - box.left) / box.width;
    move(end, within.start_s + share * (within.end_s - within.start_s));
  };
  const released = () => {
    if (!held.current) return;
    held.current = null;
    settle(now);
  };
  const keyed = (/** @type {KeyboardEvent} */ event, /** @type {"start_s"|"end_s"} */ end) => {
    const way = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const next = move(end, now[end] + way * (event.shiftKey ? WIDE_STEP_S : STEP_S));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => settle(next), SETTLES_MS);
  };
  const share = (/** @type {number} */ at) => (100 * (at - within.start_s)) / (within.end_s - within.start_s);
  const handle = (/** @type {"start_s"|"end_s"} */ end, /** @type {string} */ label) =>
    html`<span
      class=${`end ${end === "start_s" ? "first" : "last"}`}
      role="slider"
      tabindex="0"
      aria-label=${label}
      aria-valuemin=${within.start_s}
      aria-valuemax=${within.end_s}
      aria-valuenow=${now[end]}
      aria-valuetext=${t("{n} s", { n: number(now[end], 2) })}
      style=${{ left: `${share(now[end])}%` }}
      onPointerDown=${(/** @type {PointerEvent} */ event) => pressed(event, end)}
      onPointerMove=${dragged}
      onPointerUp=${released}
      onPointerCancel=${released}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) => keyed(event, end)}
    ></span>`;
  return html`
    <span class="outside" style=${{ left: 0, width: `${share(now.start_s)}%` }}></span>
    <span class="outside" style=${{ left: `${share(now.end_s)}%`, right: 0 }}></span>
    ${handle("start_s", t("Beginning of: {line}", { line: name }))}
    ${handle("end_s", t("End of: {line}", { line: name }))}
  `;
}
