import { shiftedTime, shownTime, writtenTime } from "./quiet.js";
import { Chip } from "./chip.js";
import { html } from "../parts/dom.js";
import { t } from "../texts.js";

/**
 * The quiet after a step, or a setting that is a time.
 * @param {{session: any, step: import("../types.js").Step, field?: string, label?: string, control?: any, usual?: any}} props
 */
export function QuietChip({ session, step, field = "pause", label, control, usual = null }) {
  const written = step.fields[field];
  const base = written ?? usual;
  const typed = (/** @type {string} */ text) => {
    const value = writtenTime(text, written ?? "8s");
    if (value !== (written ?? null)) session.edit({ op: "set_field", at: step.key, field, value });
  };
  const isStretching = session.marks.of(step.key).value.stretches;
  return html`<${Chip}
    label=${label || t("Quiet after it")}
    title=${isStretching ? t("It stretches, so that the track gets its wanted length.") : t("Type it, or drag it sideways")}
    class=${`quiet ${written === undefined ? "usual" : ""} ${isStretching ? "stretches" : ""}`}
    value=${shownTime(written)}
    placeholder=${shownTime(usual)}
    shift=${(/** @type {string} */ shown, /** @type {number} */ by) => shownTime(shiftedTime(writtenTime(shown) ?? base ?? "0s", by))}
    onTyped=${typed}
    control=${control}
  />`;
}
