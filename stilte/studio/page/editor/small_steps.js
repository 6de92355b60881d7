/** Steps that are one value: quiet, bells, sounds, music, other scripts. */
import { Chip } from "./chip.js";
import { Icon } from "../parts/icons.js";
import { QuietChip } from "./quiet_chip.js";
import { Settings } from "./settings_chips.js";
import { html } from "../parts/dom.js";
import { t } from "../texts.js";

/** @typedef {{session: any, step: import("../types.js").Step}} Props */

/** Quiet on a line of its own: elastic (`pause`), or exact (`silence`). @param {Props} props */
export function PauseStep({ session, step }) {
  const isExact = step.kind === "silence";
  const control = (/** @type {any} */ element) => session.controlOf(step.key, element);
  return html`<div class="small">
    <span class="what">${isExact ? t("Quiet, exactly") : t("Quiet")}</span>
    <${QuietChip}
      session=${session}
      step=${step}
      field=${step.kind}
      label=${t("How long it is quiet")}
      control=${control}
    />
    <${Settings} session=${session} step=${step} />
  </div>`;
}

/** A bell. @param {Props} props */
export function BellStep({ session, step }) {
  return html`<div class="small small-bell">
    <${Icon} name="bell" /><span class="what">${t("Bell")}</span>
    <${ValueChip} session=${session} step=${step} field="bell" label=${t("How many strikes")} counts=${1} focus />
    <span class="what">${t("times")}</span>
    ${
      step.fields.sound !== undefined &&
      html`<${ValueChip} session=${session} step=${step} field="sound" label=${t("Sound")} />`
    }
    ${step.fields.pause !== undefined && html`<${QuietChip} session=${session} step=${step} />`}
    <${Settings} session=${session} step=${step} />
  </div>`;
}

/** A sound, once. @param {Props} props */
export function SoundStep({ session, step }) {
  return html`<div class="small small-bell">
    <${Icon} name="bell" /><span class="what">${t("Sound")}</span>
    <${ValueChip} session=${session} step=${step} field="sound" label=${t("Sound")} focus />
    ${step.fields.pause !== undefined && html`<${QuietChip} session=${session} step=${step} />`}
    <${Settings} session=${session} step=${step} />
  </div>`;
}

/** Another bed, or its level. @param {Props} props */
export function MusicStep({ session, step }) {
  return html`<div class="small small-music">
    <${Icon} name="music" /><span class="what">${t("Music")}</span>
    <${ValueChip}
      session=${session}
      step=${step}
      field="music"
      label=${t("Music, or its level in dB")}
      list="beds"
      focus
    />
    ${
      step.fields.over !== undefined &&
      html`<span class="what">${t("over")}</span>
        <${QuietChip} session=${session} step=${step} field="over" label=${t("How long the change takes")} />`
    }
  </div>`;
}

/** The steps of another script. @param {Props} props */
export function IncludeStep({ session, step }) {
  return html`<div class="small">
    <${Icon} name="file" /><span class="what">${t("The steps of")}</span>
    <${ValueChip} session=${session} step=${step} field="include" label=${t("Which script")} focus />
    <${Settings} session=${session} step=${step} />
  </div>`;
}

/**
 * A setting as a chip that is typed; with `counts`, a number of at least that.
 * @param {Props & {field: string, label: string, counts?: number, list?: string, focus?: boolean, usual?: string}} props
 */
export function ValueChip({ session, step, field, label, counts, list, focus = false, usual = "" }) {
  const value = wordsOf(step.fields[field]);
  const typed = (/** @type {string} */ text) => {
    const fresh = text.trim() || null;
    if (fresh !== (value || null)) session.edit({ op: "set_field", at: step.key, field, value: fresh });
  };
  const shift = (/** @type {string} */ shown, /** @type {number} */ by) => shifted(shown || usual, by, counts || 0);
  return html`<${Chip}
    label=${label}
    value=${value}
    placeholder=${usual}
    onTyped=${typed}
    shift=${counts === undefined ? undefined : shift}
    control=${focus ? (/** @type {any} */ element) => session.controlOf(step.key, element) : undefined}
    list=${list}
    class=${value ? "" : "usual"}
  />`;
}

/** @param {any} value @returns {string} */
function wordsOf(value) {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map((each) => wordsOf(each)).join(", ");
  return typeof value === "object"
    ? Object.entries(value)
        .map(([name, each]) => `${name}: ${each}`)
        .join(", ")
    : String(value);
}

/**
 * A count, or a range of counts, that is moved.
 * @param {string} shown
 * @param {number} by
 * @param {number} least
 */
function shifted(shown, by, least) {
  return shown.replace(/\d+/g, (number) => String(Math.max(least, Number(number) + by)));
}
