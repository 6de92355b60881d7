/** The takes of a line: what was found in each, which one is heard. */
import { html } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { number, t } from "../texts.js";

/** @typedef {{kind: string, text: string, cure: string}} Fault */
/** @typedef {{name: string, heard: boolean, length_s: number|null, faults: Fault[]}} Take */

/**
 * @param {{takes: Take[], onPlay: (name: string) => void, onChoose: (name: string) => void, onThrow: (name: string) => void}} props
 */
export function Takes({ takes, onPlay, onChoose, onThrow }) {
  if (!takes.length) return html`<p class="hint">${t("Not recorded yet.")}</p>`;
  return html`<ol class="takes">
    ${takes.map(
      (take, n) =>
        html`<li key=${take.name} class=${take.heard ? "heard" : ""}>
          <span class="which">
            ${t("Take {n}", { n: n + 1 })}
            ${take.length_s !== null && html`<span>${t("{n} s", { n: number(take.length_s) })}</span>`}
            ${take.heard && html`<strong>${t("is heard")}</strong>`}
          </span>
          <${Button}
            kind="quiet"
            icon="play"
            label=${t("Hear take {n}", { n: n + 1 })}
            onClick=${() => onPlay(take.name)}
          />
          ${!take.heard && html`<${Button} onClick=${() => onChoose(take.name)}>${t("Use this one")}<//>`}
          <${Button}
            kind="quiet"
            icon="trash"
            label=${t("Throw take {n} away", { n: n + 1 })}
            onClick=${() => onThrow(take.name)}
          />
          <${Faults} faults=${take.faults} />
        </li>`,
    )}
  </ol>`;
}

/** What is wrong with a take, each with its cure. @param {{faults: Fault[]}} props */
export function Faults({ faults }) {
  if (!faults.length) return null;
  return html`<ul class="faults">
    ${faults.map((fault) => html`<li key=${fault.kind} data-kind=${fault.kind}>${fault.text} ${fault.cure}</li>`)}
  </ul>`;
}
