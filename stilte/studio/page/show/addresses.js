/** Names with addresses, as rows: buttons of apps, links of the teacher. */
import { html } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { t } from "../texts.js";

/** @typedef {{name: string, address: string}} Row */

/**
 * @param {{label: string, hint: string, add: string, name: string, value: Row[]|null, onValue: (rows: Row[]) => void}} props
 */
export function Addresses({ label, hint, add, name, value, onValue }) {
  if (value === null) return html`<${WrittenOtherwise} label=${label} />`;
  const set = (/** @type {number} */ n, /** @type {Partial<Row>} */ to) =>
    onValue(value.map((row, at) => (at === n ? { ...row, ...to } : row)));
  return html`<fieldset class="rows" name=${name}>
    <legend>${label}</legend>
    <p class="hint">${hint}</p>
    ${value.map(
      (row, n) =>
        html`<div class="row" key=${n}>
          <input
            type="text"
            name=${`${name}.${n}.name`}
            aria-label=${t("Name of address {n}", { n: n + 1 })}
            placeholder=${t("name, if you like")}
            value=${row.name}
            onInput=${(/** @type {any} */ event) => set(n, { name: event.currentTarget.value })}
          />
          <input
            type="text"
            inputmode="url"
            name=${`${name}.${n}.address`}
            aria-label=${t("Address {n}", { n: n + 1 })}
            placeholder="https://"
            value=${row.address}
            onInput=${(/** @type {any} */ event) => set(n, { address: event.currentTarget.value })}
          />
          <${Button}
            kind="quiet"
            icon="trash"
            label=${t("Take address {n} out", { n: n + 1 })}
            onClick=${() => onValue(value.filter((_, at) => at !== n))}
          />
        </div>`,
    )}
    <${Button} kind="plain" icon="add" onClick=${() => onValue([...value, { name: "", address: "" }])}>${add}<//>
  </fieldset>`;
}

/** In the place of a field for what is written in a way that it cannot show. @param {{label: string}} props */
export function WrittenOtherwise({ label }) {
  return html`<p class="hint">
    <strong>${label}:</strong> ${t("this is written in podcast.yaml in a way that the form does not change.")}
  </p>`;
}
