/** What can be said of the chosen sentences: their label, and what is done with several together. */
import { html, useLayoutEffect, useState } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { plural, t } from "../texts.js";
import { PatternFields, written } from "./pattern_fields.js";
import { LABELS, labelMeaning, labelName, markName } from "./labels.js";

/** @typedef {import("./labels.js").Mark} Mark */
/** @typedef {import("./labels.js").Label} Label */

/**
 * `place` is which sentences are chosen: what is typed for some is not for others. `breaths` and `breath` are what they
 * say themselves.
 * @param {{place: string, count: number, label: Label|null, mark: Mark|null, breaths: number|null, breath: string, onLabel: (label: Label) => void,
 *   onMark: (kind: string, count: number, breath?: string) => void, onUnmark: (mark: Mark) => void, onClose: () => void}} props
 */
export function Bar({ place, count, label, mark, breaths, breath, onLabel, onMark, onUnmark, onClose }) {
  return html`<section class="bar" aria-label=${t("The chosen sentences")}>
    <p class="chosen" role="status">
      <strong>${plural("{n} sentence", "{n} sentences", count)}</strong>
      ${
        mark &&
        html`<span class=${`mark ${mark.kind}`}>${markName(mark)}</span>
          <${Button} kind="quiet" icon="close" label=${t("Take the mark away")} onClick=${() => onUnmark(mark)} />`
      }
    </p>
    <div class="labels" role="group" aria-label=${t("Label")}>
      ${LABELS.map(
        (one, n) =>
          html`<button
            key=${one}
            type="button"
            class=${`button label-button ${one}`}
            aria-pressed=${label === one ? "true" : "false"}
            aria-keyshortcuts=${n + 1}
            title=${labelMeaning(one)}
            onClick=${() => onLabel(one)}
          >
            <kbd aria-hidden="true">${n + 1}</kbd><span>${labelName(one)}</span>
          </button>`,
      )}
    </div>
    <div key=${place} class="marks" role="group" aria-label=${t("All of them together")}>
      <${Counted}
        kind="repeat"
        start=${3}
        most=${200}
        text=${t("Repeat")}
        unit=${t("times")}
        mark=${mark}
        onMark=${onMark}
      />
      <${Counted}
        kind="breaths"
        start=${breaths ?? 5}
        breath=${breath}
        most=${200}
        text=${t("In and out")}
        unit=${t("breaths")}
        mark=${mark}
        onMark=${onMark}
      />
      <${Counted}
        kind="hold"
        start=${30}
        most=${3600}
        text=${t("Hold")}
        unit=${t("seconds")}
        mark=${mark}
        onMark=${onMark}
      />
      <${Button} onClick=${() => onMark("sides", 0)}>${t("Other side too")}<//>
    </div>
    <${Button} kind="quiet" icon="close" class="away" label=${t("Choose nothing")} onClick=${onClose} />
  </section>`;
}

/**
 * `breath`: the pattern that the sentences tell; given where there can be one.
 * @param {{kind: string, start: number, most: number, text: string, unit: string, breath?: string, mark: Mark|null,
 *   onMark: any}} props
 */
function Counted({ kind, start, most, text, unit, breath, mark, onMark }) {
  const there = mark?.kind === kind ? mark.count : start;
  const [value, setValue] = useState(String(there));
  useLayoutEffect(() => setValue(String(there)), [there]);
  const chosen = mark?.kind === kind ? mark.breath : "";
  const [parts, setParts] = useState(/** @type {Record<string, string>} */ ({}));
  useLayoutEffect(() => setParts({}), [chosen, mark?.first, mark?.last]);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    onMark(kind, Number(value), breath === undefined ? undefined : written(chosen, parts));
  };
  return html`<form class="counted" data-kind=${kind} onSubmit=${submit}>
    <button type="submit" class="button">${text}</button>
    <label>
      <input
        type="number"
        inputmode="numeric"
        min="1"
        max=${most}
        required
        value=${value}
        aria-label=${`${text}: ${unit}`}
        onInput=${(/** @type {any} */ event) => setValue(event.currentTarget.value)}
      />
      <span aria-hidden="true">${unit}</span>
    </label>
    ${breath !== undefined && html`<${PatternFields} chosen=${chosen} told=${breath} typed=${parts} onTyped=${setParts} />`}
  </form>`;
}
