import { html, useEffect, useId, useLayoutEffect, useRef, useState } from "./dom.js";
import { Icon } from "./icons.js";

/** @typedef {{text: string, icon?: string, run: () => void, danger?: boolean, disabled?: boolean} | null} Item */

/**
 * A button that opens a list of things to do: arrows move, Escape closes, a click elsewhere closes.
 * @param {{label: string, text?: any, icon?: string, items: Item[], kind?: string, side?: "left"|"right",
 *   asked?: boolean, onAsked?: () => void}} props `asked` opens it from elsewhere; `onAsked` is told when it did
 */
export function Menu({ label, text, icon = "more", items, kind = "quiet", side = "right", asked = false, onAsked }) {
  const [open, setOpen] = useState(false);
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const [isUp, setUp] = useState(false);
  const id = useId();
  const buttons = () => /** @type {HTMLElement[]} */ ([...(box.current?.querySelectorAll("[role=menuitem]") || [])]);
  const close = (/** @type {boolean} */ back) => {
    setOpen(false);
    if (back) /** @type {HTMLElement | null | undefined} */ (box.current?.querySelector("button"))?.focus();
  };
  useLayoutEffect(() => {
    if (!asked) return;
    setOpen(true);
    onAsked?.();
  }, [asked]);
  useLayoutEffect(() => {
    if (!open) return;
    setUp(hasMoreRoomAbove(box.current));
    keepInside(box.current);
    buttons()[0]?.focus({ preventScroll: true }); // before the next key; the list may go up yet
  }, [open]);
  useEffect(() => {
    if (!open) return undefined;
    document.activeElement?.scrollIntoView({ block: "nearest" });
    const elsewhere = (/** @type {Event} */ event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener("pointerdown", elsewhere);
    return () => document.removeEventListener("pointerdown", elsewhere);
  }, [open]);
  const keyed = (/** @type {KeyboardEvent} */ event) => {
    if (!open) return;
    const all = buttons();
    const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === "Escape") close(true);
    else if (event.key === "Tab") setOpen(false);
    else if (to !== undefined) all[(to + all.length) % all.length]?.focus();
    else return;
    if (event.key !== "Tab") event.preventDefault();
    event.stopPropagation();
  };
  const choose = (/** @type {NonNullable<Item>} */ item) => {
    close(true);
    item.run();
  };
  return html`<div class="menu" ref=${box} onKeyDown=${keyed}>
    <button
      type="button"
      class=${`button ${kind} ${text ? "" : "only-icon"}`}
      aria-label=${text ? undefined : label}
      title=${text ? undefined : label}
      aria-haspopup="menu"
      aria-expanded=${open ? "true" : "false"}
      aria-controls=${open ? id : undefined}
      onClick=${() => setOpen(!open)}
    >
      <${Icon} name=${icon} />${text && html`<span>${text}</span>`}
    </button>
    ${
      open &&
      html`<div class=${`items ${side} ${isUp ? "up" : ""}`} role="menu" id=${id} aria-label=${label}>
        ${items.map((item, n) =>
          item
            ? html`<button
                key=${n}
                type="button"
                role="menuitem"
                tabindex="-1"
                class=${item.danger ? "danger" : ""}
                disabled=${item.disabled}
                onClick=${() => choose(item)}
              >
                ${item.icon && html`<${Icon} name=${item.icon} />`}<span>${item.text}</span>
              </button>`
            : html`<div key=${n} role="separator"></div>`,
        )}
      </div>`
    }
  </div>`;
}

/**
 * Whether the list of a menu fits better above its button than under it.
 * @param {HTMLElement|null} box
 */
function hasMoreRoomAbove(box) {
  const list = box?.querySelector(".items");
  if (!box || !list) return false;
  const button = box.getBoundingClientRect();
  const covered = document.querySelector(".timeline")?.getBoundingClientRect().height || 0; // along the bottom
  const under = window.innerHeight - covered - button.bottom;
  return under < list.getBoundingClientRect().height && button.top > under;
}

const MARGIN = 8; // pixels that stay free beside a list

/** Shift the list of a menu sideways, so that all of it is in the window. @param {HTMLElement|null} box */
function keepInside(box) {
  const list = box?.querySelector(".items");
  if (!(list instanceof HTMLElement)) return;
  list.style.translate = "";
  const { left, right } = list.getBoundingClientRect();
  const over = Math.min(0, document.documentElement.clientWidth - MARGIN - right);
  list.style.translate = `${Math.max(over, MARGIN - left)}px 0`;
  if (left >= MARGIN && over === 0) list.style.translate = "";
}
