import { html } from "./dom.js";
import { Icon } from "./icons.js";

/**
 * A button. `kind` is "main" (one a view), "plain" (the default), "quiet" (without an edge) or "danger"; `label` stands
 * for its text where only the icon is shown.
 * @param {any} props
 */
export function Button({ kind = "plain", icon, label, busy = false, disabled = false, children, ...rest }) {
  return html`<button
    type="button"
    ...${rest}
    class=${`button ${kind} ${children ? "" : "only-icon"} ${rest.class || ""}`}
    aria-label=${label}
    title=${rest.title || (children ? undefined : label)}
    aria-busy=${busy || undefined}
    disabled=${disabled || busy}
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
