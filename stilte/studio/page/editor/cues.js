/** What is said in breaths: a row for each breath that has words of its own. */
import { html, useLayoutEffect, useState } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { phaseOf } from "./breath_shape.js";
import { t } from "../texts.js";

/**
 * @typedef {import("../types.js").Cue} Cue
 * @typedef {import("../types.js").Step} Step
 */

/** @param {{session: any, step: Step, parts: {kind: string, seconds: number}[]}} props */
export function Cues({ session, step, parts }) {
  const [cues, setCues] = useState(/** @type {Cue[]} */ (step.cues || []));
  useLayoutEffect(() => {
    if (!session.typedFields.has(`${step.key} say`)) setCues(step.cues || []);
  }, [step.cues]);
  const phases = [...new Set(parts.map((part) => part.kind))];
  const change = (/** @type {Cue[]} */ fresh) => {
    setCues(fresh);
    session.typeField(step.key, "say", writtenCues(fresh));
  };
  const set = (/** @type {number} */ at, /** @type {Cue} */ cue) =>
    change(cues.map((each, n) => (n === at ? cue : each)));
  return html`<div class="cues">
    ${
      cues.length > 0 &&
      html`<ol>
        ${cues.map(
          (cue, n) =>
            html`<li key=${n}>
              <span class="which">${whichBreath(cues, n)}</span>
              ${
                cue === "silent"
                  ? html`<span class="silent">${t("without words")}</span>
                      <${Button}
                        kind="quiet"
                        onClick=${() => setCues(cues.map((each, at) => (at === n ? { in: "" } : each)))}
                        >${t("Give it words")}<//
                      >`
                  : columnsOf(cue, phases).map(
                      (phase) =>
                        html`<${Cell}
                          key=${phase}
                          label=${`${whichBreath(cues, n)}, ${phaseOf(phase)}`}
                          name=${phaseOf(phase)}
                          value=${cue[phase]}
                          language=${session.spokenLanguage.value}
                          onValue=${(/** @type {string} */ text) => set(n, { ...cue, [phase]: text })}
                          onLeft=${() => session.rest()}
                        />`,
                    )
              }
              <${Button}
                kind="quiet"
                icon="close"
                label=${t("Take these words away")}
                onClick=${() => change(cues.filter((_, at) => at !== n))}
              />
            </li>`,
        )}
      </ol>`
    }
    <div class="more">
      <${Button} kind="quiet" icon="add" onClick=${() => setCues([...cues, { in: "", out: "" }])}>
        ${cues.length === 0 ? t("Words in the breath") : t("Words in the next breath")}
      <//>
      ${
        cues.length > 0 &&
        cues[cues.length - 1] !== "silent" &&
        html`<${Button} kind="quiet" icon="add" onClick=${() => change([...cues, "silent"])}
          >${t("Then without words")}<//
        >`
      }
    </div>
  </div>`;
}

/** @param {{label: string, name: string, value: any, language?: string, onValue: (text: string) => void, onLeft: () => void}} props */
function Cell({ label, name, value, language, onValue, onLeft }) {
  if (Array.isArray(value)) return html`<span class="cell"><span>${name}</span> ${value.join(" · ")}</span>`;
  return html`<label class="cell" style=${{ "--letters": String((value || "").length) }}>
    <span>${name}</span>
    <input
      type="text"
      aria-label=${label}
      value=${value || ""}
      lang=${language}
      onInput=${(/** @type {any} */ event) => onValue(event.currentTarget.value)}
      onBlur=${onLeft}
    />
  </label>`;
}

/**
 * The parts of the breath to show for a cue: those of the pattern, and any that it has words for.
 * @param {Record<string, any>} cue
 * @param {string[]} phases
 */
function columnsOf(cue, phases) {
  const has = ["in", "hold", "out", "rest"].filter((phase) => cue[phase] !== undefined);
  return ["in", "hold", "out", "rest"].filter((phase) => has.includes(phase) || phases.includes(phase));
}

/**
 * Which breaths a row is for, in words.
 * @param {Cue[]} cues
 * @param {number} at
 */
function whichBreath(cues, at) {
  const cue = cues[at];
  if (cue !== "silent" && cue.on !== undefined) return t("breaths: {rounds}", { rounds: String(cue.on) });
  const isPlain = (/** @type {Cue} */ each) => each === "silent" || each.on === undefined;
  const n = cues.slice(0, at + 1).filter(isPlain).length;
  const all = cues.filter(isPlain).length;
  if (all === 1) return t("each breath");
  return n === all ? t("from breath {n} on", { n }) : t("breath {n}", { n });
}

/** Cues as they are written: a part without words is left out; null where nothing is said. @param {Cue[]} cues */
function writtenCues(cues) {
  const filled = cues.map((cue) => {
    if (cue === "silent") return cue;
    const words = Object.entries(cue).filter(([, text]) => typeof text !== "string" || text.trim());
    return words.some(([name]) => name !== "on") ? Object.fromEntries(words) : "silent";
  });
  while (filled.length > 0 && filled.every((cue) => cue === "silent")) filled.pop();
  if (filled.length === 0) return null;
  return filled.length === 1 && filled[0] !== "silent" ? filled[0] : filled;
}
