/** The seconds of a breath's parts, one field for each: none filled, the breath that the script has anyway. */
import { html } from "../parts/dom.js";
import { partsOf, phaseOf } from "../editor/breath_shape.js";
import { t } from "../texts.js";

const PARTS = ["in", "hold", "out", "rest"];
const LONGEST_S = 600;

/** @typedef {Record<string, string>} Typed what was typed since, by the part */

/** The seconds of each part of a pattern. @param {string} pattern @returns {Record<string, string>} */
function secondsOf(pattern) {
  return pattern ? Object.fromEntries(partsOf(pattern).map((part) => [part.kind, String(part.seconds)])) : {};
}

/**
 * The pattern that the fields make, as a script writes it; nothing where all of them are empty, and as it was where
 * nothing was typed.
 * @param {string} chosen the pattern before
 * @param {Typed} typed
 */
export function written(chosen, typed) {
  if (Object.keys(typed).length === 0) return chosen;
  const of = { ...secondsOf(chosen), ...typed };
  const [into, hold, out, rest] = PARTS.map((part) => Number(of[part] || 0));
  if (!into && !hold && !out && !rest) return "";
  return [into, ...(hold || rest ? [hold] : []), out, ...(rest ? [rest] : [])].join("-");
}

/** @param {{chosen: string, told: string, typed: Typed, onTyped: (typed: Typed) => void}} props */
export function PatternFields({ chosen, told, typed, onTyped }) {
  const [of, own] = [{ ...secondsOf(chosen), ...typed }, secondsOf(told)];
  const any = PARTS.some((part) => Number(of[part] || 0) > 0);
  return html`<span class="pattern" role="group" aria-label=${t("Seconds of each part of the breath")}>
    ${PARTS.map(
      (part) =>
        html`<label key=${part}>
          <span>${phaseOf(part)}</span>
          <input
            type="number"
            inputmode="decimal"
            min=${any && (part === "in" || part === "out") ? 0.5 : 0}
            max=${LONGEST_S}
            step="0.5"
            required=${any && (part === "in" || part === "out")}
            value=${of[part] ?? ""}
            placeholder=${own[part] ?? ""}
            onInput=${(/** @type {any} */ event) => onTyped({ ...typed, [part]: event.currentTarget.value })}
          />
        </label>`,
    )}
    <span aria-hidden="true">s</span>
  </span>`;
}
