/** Moving steps by their handles, with the mouse or a finger: a line shows where they would go, Escape leaves them. */
import { announce } from "../parts/messages.js";
import { plural, t } from "../texts.js";

const SLACK = 5; // pixels that are still a click
const EDGE = 110; // pixels at the top and bottom of the window in which the page scrolls along
const FASTEST = 18; // pixels a frame

/**
 * A press on the handle of a step: a click selects, a pull moves.
 * @param {PointerEvent} event
 * @param {any} session
 * @param {string} key
 */
export function pressed(event, session, key) {
  if (event.button !== 0 || event.shiftKey || !event.isPrimary || session.isBlank(key)) return;
  const grip = /** @type {HTMLElement} */ (event.currentTarget);
  const from = { x: event.clientX, y: event.clientY };
  /** @type {Pull|null} */
  let pull = null;
  const move = (/** @type {PointerEvent} */ at) => {
    if (at.pointerId !== event.pointerId) return;
    if (!pull && Math.hypot(at.clientX - from.x, at.clientY - from.y) < SLACK) return;
    if (!pull) {
      grip.setPointerCapture(event.pointerId);
      pull = new Pull(session, key);
    }
    pull.to(at.clientX, at.clientY);
  };
  const end = (/** @type {Event} */ at) => {
    if (at instanceof KeyboardEvent && at.key !== "Escape") return;
    if (at instanceof PointerEvent && at.pointerId !== event.pointerId) return;
    stop.abort();
    if (!pull) return;
    at.preventDefault();
    at.stopPropagation();
    if (at.type === "pointerup") unclicked();
    pull.end(at.type === "pointerup");
  };
  const stop = new AbortController();
  const options = { signal: stop.signal, capture: true };
  window.addEventListener("pointermove", move, options);
  for (const type of /** @type {const} */ (["pointerup", "pointercancel", "keydown"])) {
    window.addEventListener(type, end, options);
  }
}

/** The click that ends a pull selects nothing. */
function unclicked() {
  const swallow = (/** @type {Event} */ click) => click.stopPropagation();
  window.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener("click", swallow, { capture: true }), 0);
}

class Pull {
  /** @param {any} session @param {string} key */
  constructor(session, key) {
    this.session = session;
    if (!session.range.value.includes(key)) session.select(key);
    this.keys = session.range.value;
    this.at = { x: 0, y: 0 };
    this.frame = 0;
    this.label = document.createElement("div");
    this.label.className = "dragged";
    const words = session.textOf(session.step(key)).replace(/<[^<>]*>/g, "");
    this.label.textContent =
      this.keys.length > 1 ? plural("{n} step", "{n} steps", this.keys.length) : words || t("One step");
    document.body.append(this.label);
    document.body.classList.add("dragging");
  }

  /** @param {number} x @param {number} y */
  to(x, y) {
    this.at = { x, y };
    this.label.style.transform = `translate(${x + 14}px, ${y + 10}px)`;
    this.#aim();
    if (!this.frame) this.#scroll();
  }

  /** Note where the steps would go. */
  #aim() {
    const { x, y } = this.at;
    const under = document.elementFromPoint(x, y);
    const row = /** @type {HTMLElement|null|undefined} */ (under?.closest(".step"));
    const key = row?.dataset.step;
    if (!row || !key) return;
    const box = row.getBoundingClientRect();
    const isInto = Boolean(under?.closest(".block > .empty"));
    const place = { key, late: y > box.top + box.height / 2, isInto };
    const now = this.session.dropAt.value;
    if (now?.key !== key || now.late !== place.late || now.isInto !== isInto) this.session.dropAt.value = place;
  }

  /** Scroll while the pointer is near the top or the bottom of the window. */
  #scroll() {
    this.frame = 0;
    const over = Math.max(EDGE - this.at.y, 0) - Math.max(this.at.y - (window.innerHeight - EDGE), 0);
    if (over === 0) return;
    window.scrollBy(0, (-over / EDGE) * FASTEST);
    this.#aim();
    this.frame = requestAnimationFrame(() => this.#scroll());
  }

  /** @param {boolean} isDropped */
  end(isDropped) {
    cancelAnimationFrame(this.frame);
    this.label.remove();
    document.body.classList.remove("dragging");
    const to = this.session.dropAt.value;
    this.session.dropAt.value = null;
    if (isDropped && to) this.session.drop(this.keys, to);
    else announce(t("Not moved."));
  }
}
