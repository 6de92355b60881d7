/** What is wrong, and what could be better, each with what to do. */
import { html } from "./dom.js";
import { Icon } from "./icons.js";
import { t } from "../texts.js";

/**
 * @param {{problems: {text: string, hint?: string, level?: string}[], label?: string}} props
 */
export function Problems({ problems, label }) {
  if (!problems || problems.length === 0) return null;
  return html`<ul class="problems" aria-label=${label || t("What to look at")}>
    ${problems.map(
      (problem, n) =>
        html`<li key=${n} class=${problem.level === "warning" ? "warning" : "error"}>
          <${Icon} name="warning" />
          <span>${problem.text} ${problem.hint && html`<span class="hint">${problem.hint}</span>`}</span>
        </li>`,
    )}
  </ul>`;
}
