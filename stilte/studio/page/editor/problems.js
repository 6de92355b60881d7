import { html } from "../parts/dom.js";
import { Icon } from "../parts/icons.js";
import { t } from "../texts.js";

/**
 * What is wrong with a step, under it; without one, what belongs to no step.
 * @param {{found: any[], step?: import("../types.js").Step}} props
 */
export function Problems({ found, step }) {
  const told = found.length === 0 && step?.problem ? [{ level: "error", ...step.problem }] : found;
  if (told.length === 0) return null;
  return html`<ul class="problems">
    ${told.map(
      (/** @type {any} */ problem, /** @type {number} */ n) =>
        html`<li key=${n} class=${problem.level === "warning" ? "warning" : "error"}>
          <${Icon} name="warning" />
          <span>
            <span class="unseen">${problem.level === "warning" ? t("Note:") : t("Error:")} </span>${problem.text}
            ${problem.hint && html` <em>${problem.hint}</em>`}
          </span>
        </li>`,
    )}
  </ul>`;
}
