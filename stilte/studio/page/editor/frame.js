/** A repeat or a hold: a frame around the lines in it. */
import { Icon } from "../parts/icons.js";
import { QuietChip } from "./quiet_chip.js";
import { Settings } from "./settings_chips.js";
import { Steps } from "./steps.js";
import { ValueChip } from "./small_steps.js";
import { Writing } from "./line.js";
import { html } from "../parts/dom.js";
import { t } from "../texts.js";

/** @typedef {{session: any, step: import("../types.js").Step, depth: number}} Props */

/** @param {Props} props */
export function Frame(props) {
  return html`<fieldset class=${`block block-${props.step.kind}`}>
    <legend class="unseen">${props.step.kind === "hold" ? t("Hold") : t("Repeat")}</legend>
    ${props.step.kind === "hold" ? html`<${HoldHead} ...${props} />` : html`<${RepeatHead} ...${props} />`}
    ${
      props.step.steps && props.step.steps.length > 0
        ? html`<${Steps} session=${props.session} steps=${props.step.steps} depth=${props.depth + 1} />`
        : props.step.kind === "repeat" && html`<p class="empty">${t("There are no lines in this repeat yet.")}</p>`
    }
  </fieldset>`;
}

/** @param {Props} props */
function RepeatHead({ session, step }) {
  const isList = Array.isArray(step.fields.repeat);
  return html`<div class="block-head">
    <${Icon} name="repeat" />
    <span class="what">${isList ? t("Once for each of") : t("Repeat")}</span>
    ${
      isList
        ? html`<span class="entries">${entriesOf(step.fields.repeat)}</span>`
        : html`<${ValueChip}
              session=${session}
              step=${step}
              field="repeat"
              label=${t("How many times")}
              counts=${1}
              focus
            />
            <span class="what">${t("times")}</span>`
    }
    ${
      step.fields.every !== undefined &&
      html`<span class="what">${t("every")}</span>
        <${QuietChip} session=${session} step=${step} field="every" label=${t("How long each round lasts")} />`
    }
    <${Settings} session=${session} step=${step} />
  </div>`;
}

/** The entries of a list in words. @param {any[]} entries */
function entriesOf(entries) {
  const words = (/** @type {any} */ entry) =>
    entry && typeof entry === "object" ? Object.values(entry).join(" / ") : String(entry);
  return entries.map(words).join(" · ");
}

/** @param {Props} props */
function HoldHead({ session, step }) {
  const control = (/** @type {any} */ element) => {
    if (step.text === null || step.text === undefined) session.controlOf(step.key, element);
  };
  return html`
    <div class="block-head">
      <${Icon} name="hold" /><span class="what">${t("Hold")}</span>
      <${QuietChip} session=${session} step=${step} field="hold" label=${t("How long it is held")} control=${control} />
      <${Settings} session=${session} step=${step} />
    </div>
    ${
      typeof step.text === "string" &&
      html`<${Writing} session=${session} step=${step} label=${t("What is said as the hold begins")} look="opening" />`
    }
  `;
}
