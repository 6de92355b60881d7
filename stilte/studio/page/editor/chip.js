/** A value as a chip: typed into, stepped with the arrows, or dragged sideways. */
import { html, useLayoutEffect, useRef, useState } from "../parts/dom.js";

const PIXELS_A_STEP = 8;
const SLACK = 4; // pixels that are still a click

/**
 * @param {object} props
 * @param {string} props.label what it is, for a screen reader
 * @param {string} props.value as shown
 * @param {(typed: string) => void} props.onTyped what was typed, once it is left
 * @param {(value: string, by: number) => string} [props.shift] the shown value, moved by steps
 * @param {string} [props.class]
 * @param {string} [props.placeholder]
 * @param {string} [props.title]
 * @param {(control: HTMLElement|null) => void} [props.control]
 * @param {string} [props.list] suggestions
 */
export function Chip({ label, value, onTyped, shift, class: look = "", placeholder = "", title, control, list }) {
  const [typed, setTyped] = useState(value);
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  const latest = useRef(typed);
  latest.current = typed;
  useLayoutEffect(() => setTyped(value), [value]); // before the next key, which counts from it
  const commit = () => {
    if (latest.current !== value) onTyped(latest.current);
  };
  const step = (/** @type {number} */ by) => {
    if (shift) setTyped((latest.current = shift(latest.current, by)));
  };
  const keyed = (/** @type {KeyboardEvent} */ event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (by && shift) step(by);
    else if (event.key === "Enter") commit();
    else if (event.key === "Escape" && latest.current !== value) setTyped(value);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const pressed = (/** @type {PointerEvent} */ event) => {
    if (shift && event.button === 0 && document.activeElement !== input.current) {
      drag(event, latest.current, input, shift, setTyped, onTyped, value);
    }
  };
  const shown = typed || placeholder;
  return html`<span class=${`chip ${look} ${shift ? "drags" : ""}`} title=${title}>
    <input
      ref=${(/** @type {any} */ element) => {
        input.current = element;
        control?.(element);
      }}
      type="text"
      aria-label=${label}
      value=${typed}
      placeholder=${placeholder}
      size=${Math.max(2, shown.length)}
      list=${list}
      autocomplete="off"
      spellcheck=${false}
      onInput=${(/** @type {any} */ event) => setTyped(event.currentTarget.value)}
      onBlur=${commit}
      onKeyDown=${keyed}
      onPointerDown=${pressed}
    />
  </span>`;
}

/**
 * Follow the pointer from a press: a click goes into the field, a pull sideways moves the value.
 * @param {PointerEvent} event
 * @param {string} from
 * @param {{current: HTMLInputElement | null}} input
 * @param {(value: string, by: number) => string} shift
 * @param {(value: string) => void} show
 * @param {(value: string) => void} onTyped
 * @param {string} value
 */
function drag(event, from, input, shift, show, onTyped, value) {
  const start = event.clientX;
  let now = from;
  let moved = false;
  if (event.pointerType === "mouse") event.preventDefault();
  const move = (/** @type {PointerEvent} */ at) => {
    const pulled = at.clientX - start;
    moved = moved || Math.abs(pulled) > SLACK;
    if (moved) show((now = shift(from, Math.round(pulled / PIXELS_A_STEP))));
  };
  const end = (/** @type {PointerEvent} */ at) => {
    window.removeEventListener("pointermove", move);
    window.removeEventListener("pointerup", end);
    window.removeEventListener("pointercancel", end);
    if (!moved && at.type === "pointerup") {
      input.current?.focus();
      input.current?.select();
    } else if (now !== value) onTyped(now);
  };
  window.addEventListener("pointermove", move);
  window.addEventListener("pointerup", end);
  window.addEventListener("pointercancel", end);
}
