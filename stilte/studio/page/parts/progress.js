import { html } from "./dom.js";
import { t } from "../texts.js";

/**
 * How far something is; `fraction` from 0 to 1, or null where nobody knows.
 * @param {{label: string, fraction: number|null, text?: string}} props
 */
export function Progress({ label, fraction, text }) {
  return html`<div class="progress">
    <progress aria-label=${label} max="1" value=${fraction === null ? undefined : fraction}></progress>
    ${text && html`<span>${text}</span>`}
  </div>`;
}

/** A page that is being fetched. @param {{label?: string}} props */
export function Waiting({ label }) {
  return html`<div class="loading" role="status">
    <svg viewBox="0 0 64 64" aria-hidden="true"><circle cx="32" cy="32" r="22" /></svg>
    <span class="unseen">${label || t("One moment …")}</span>
  </div>`;
}
