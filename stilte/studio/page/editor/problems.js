import { html, useComputed } from "../parts/dom.js";
import { Icon } from "../parts/icons.js";
import { t } from "../texts.js";

/**
 * What is wrong with a step, under it; with `of` empty, what belongs to no step.
 * @param {{session: any, of: string, step?: import("../types.js").Step}} props
 */
export function Problems({ session, of, step }) {
  const found = useComputed(() => session.problems.value.get(of)).value || [];
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
