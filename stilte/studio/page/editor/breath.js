/** Breaths: their curve, how many, their pattern, and what is said in them. */
import { curveOf, partsOf, phaseOf } from "./breath_shape.js";
import { Cues } from "./cues.js";
import { QuietChip } from "./quiet_chip.js";
import { Settings } from "./settings_chips.js";
import { Steps } from "./steps.js";
import { ValueChip } from "./small_steps.js";
import { html } from "../parts/dom.js";
import { number, t } from "../texts.js";

/** @typedef {import("../types.js").Step} Step */

const [WIDE, HIGH] = [120, 36];

/** @param {{session: any, step: Step, depth: number}} props */
export function Breath({ session, step, depth }) {
  const usual = session.header.value.breath ?? "calm";
  const parts = partsOf(step.fields.breath ?? usual);
  return html`<fieldset class="breath">
    <legend class="unseen">${t("Breaths")}</legend>
    <div class="breath-head">
      <${Curve} parts=${parts} />
      <${ValueChip} session=${session} step=${step} field="breathe" label=${t("How many breaths")} counts=${1} focus />
      <span class="what">${t("breaths of")}</span>
      <${ValueChip}
        session=${session}
        step=${step}
        field="breath"
        label=${t("Pattern, such as 4-6: in and out")}
        usual=${shownPattern(usual)}
        list="patterns"
      />
      <${Sound} session=${session} step=${step} />
      ${step.fields.pause !== undefined && html`<${QuietChip} session=${session} step=${step} />`}
      <${Settings} session=${session} step=${step} />
    </div>
    <${Cues} session=${session} step=${step} parts=${parts} />
    ${step.steps && step.steps.length > 0 && html`<${Steps} session=${session} steps=${step.steps} depth=${depth + 1} />`}
  </fieldset>`;
}

/** @param {any} pattern */
function shownPattern(pattern) {
  if (pattern && typeof pattern === "object" && !Array.isArray(pattern)) return Object.values(pattern).join("-");
  return String(pattern);
}

/** @param {{parts: {kind: string, seconds: number}[]}} props */
function Curve({ parts }) {
  const words = parts.map((part) => `${phaseOf(part.kind)} ${number(part.seconds)}`).join(", ");
  return html`<svg
    class="curve"
    viewBox=${`-2 -4 ${WIDE + 4} ${HIGH + 8}`}
    role="img"
    aria-label=${words || t("breath")}
  >
    <path class="area" d=${`${curveOf(parts, WIDE, HIGH)} L${WIDE} ${HIGH} L0 ${HIGH} Z`} />
    <path class="rim" d=${curveOf(parts, WIDE, HIGH)} />
  </svg>`;
}

/** @param {{session: any, step: Step}} props */
function Sound({ session, step }) {
  const value = step.fields.sound;
  if (value && typeof value === "object") {
    return html`<span class="what"
      >${t("sounds: {sounds}", {
        sounds: Object.entries(value)
          .map(([k, v]) => `${phaseOf(k)} ${v}`)
          .join(", "),
      })}</span
    >`;
  }
  const set = (/** @type {any} */ event) => {
    const chosen = event.currentTarget.value;
    session.edit({ op: "set_field", at: step.key, field: "sound", value: chosen === "none" ? null : chosen });
  };
  const known = [
    ["none", t("no sound")],
    ["breath", t("sound of breath")],
    ["tone", t("a tone")],
  ];
  const options = value && !known.some(([key]) => key === value) ? [...known, [value, value]] : known;
  return html`<select class="chip" aria-label=${t("Sound of the breaths")} onChange=${set}>
    ${options.map(([key, text]) => html`<option key=${key} value=${key} selected=${key === (value || "none")}>${text}</option>`)}
  </select>`;
}
