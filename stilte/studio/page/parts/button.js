import { html, useRef, useState } from "./dom.js";
import { Icon } from "./icons.js";

/**
 * A button. `kind` is "main" (one a view), "plain" (the default), "quiet" (without an edge) or "danger"; `label` stands
 * for its text where only the icon is shown.
 *
 * A browser takes the focus away from what is disabled, and a keyboard or a screen reader would begin anew at the top of
 * the page. So a button that has the focus is only told to be disabled, and does nothing, until the focus leaves it; not one that
 * `yields`, on a view that has keys of its own (Space records).
 * @param {any} props
 */
export function Button({
  kind = "plain",
  icon,
  label,
  busy = false,
  disabled = false,
  yields = false,
  children,
  ...rest
}) {
  const element = useRef(/** @type {HTMLButtonElement | null} */ (null));
  const [, setLeft] = useState(0);
  const isOff = disabled || busy;
  const isHeld = isOff && !yields && element.current !== null && element.current === document.activeElement;
  const clicked = (/** @type {Event} */ event) => {
    if (isOff) event.preventDefault();
    else rest.onClick?.(event);
  };
  const left = (/** @type {Event} */ event) => {
    rest.onBlur?.(event);
    if (isHeld) setLeft((n) => n + 1);
  };
  return html`<button
    type="button"
    ...${rest}
    ref=${element}
    onClick=${clicked}
    onBlur=${left}
    class=${`button ${kind} ${children ? "" : "only-icon"} ${rest.class || ""}`}
    aria-label=${label}
    title=${rest.title || (children ? undefined : label)}
    aria-busy=${busy || undefined}
    aria-disabled=${isHeld || undefined}
    disabled=${isOff && !isHeld}
  >
    ${icon && html`<${Icon} name=${icon} />`} ${children && html`<span>${children}</span>`}
  </button>`;
}

/**
 * A link that looks like a button.
 * @param {any} props
 */
export function LinkButton({ kind = "plain", icon, children, ...rest }) {
  return html`<a ...${rest} class=${`button ${kind} ${rest.class || ""}`}>
    ${icon && html`<${Icon} name=${icon} />`} <span>${children}</span>
  </a>`;
}
