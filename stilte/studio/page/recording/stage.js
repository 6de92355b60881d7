/** The line that is read, large, with the ones before and after, what it has to fit into, and the level. */
import { html } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { number, t } from "../texts.js";

/** @param {{session: import("./session.js").Session}} props */
export function Stage({ session }) {
  const { lines, language } = session.sheet.value;
  const at = session.at.value;
  const line = lines[at];
  const records = session.state.value === "recording";
  const waits = session.teleprompter.waits.value;
  return html`<section class=${`line ${records ? "records" : ""}`} aria-label=${t("The line to read")}>
    <p class="beside" lang=${language} aria-hidden="true">${lines[at - 1]?.text || ""}</p>
    <p class=${`now ${waits ? "waits" : ""}`} lang=${language} aria-live="polite">${line.text}</p>
    <p class="beside" lang=${language} aria-hidden="true">${lines[at + 1]?.text || ""}</p>
    ${line.room && html`<${Room} session=${session} room=${line.room} />`}
    ${waits ? html`<${Quiet} session=${session} waits=${waits} />` : html`<${Level} session=${session} />`}
  </section>`;
}

/** @param {{session: import("./session.js").Session}} props */
function Level({ session }) {
  const state = session.state.value;
  const hears = state === "recording" || state === "room";
  const { peak, seconds } = session.meter.value;
  const level = hears ? Math.max(1 + (20 * Math.log10(Math.max(peak, 0.001))) / 60, 0) : 0;
  return html`<div class="level-row">
    <meter
      class="level"
      aria-label=${t("Level")}
      min="0"
      max="1"
      low="0.3"
      high="0.97"
      optimum="0.7"
      value=${level}
    ></meter>
    <span class="when" aria-hidden="true">${hears ? t("{n} s", { n: number(seconds, 0) }) : ""}</span>
  </div>`;
}

/** What a line has to fit into: a bar that fills. @param {{session: import("./session.js").Session, room: {length_s: number, kind: string}}} props */
function Room({ session, room }) {
  const seconds = session.state.value === "recording" ? session.meter.value.spoke_s : 0;
  const n = number(room.length_s);
  const over = seconds > room.length_s;
  return html`<div class=${`fits ${over ? "over" : ""}`}>
    <progress
      aria-label=${t("Time for this line")}
      max=${room.length_s}
      value=${Math.min(seconds, room.length_s)}
    ></progress>
    <span>${room.kind === "hold" ? t("fits a hold of {n} s", { n }) : t("fits a breath of {n} s", { n })}</span>
  </div>`;
}

/** The script's own quiet before a line, and the breath in it. @param {{session: import("./session.js").Session, waits: any}} props */
function Quiet({ session, waits }) {
  /** @type {Record<string, string>} */
  const phases = { in: t("breathe in"), out: t("breathe out"), hold: t("hold"), rest: t("rest") };
  const n = number(Math.ceil(waits.left_s), 0);
  const phase = phases[waits.phase];
  return html`<div class="quiet-row">
    <progress aria-label=${t("Quiet before the line")} max=${waits.of_s} value=${waits.of_s - waits.left_s}></progress>
    <span class="when">
      ${phase ? `${phase} · ${number(Math.ceil(waits.phase_left_s), 0)} s` : t("quiet: {n} s", { n })}
    </span>
    <${Button} onClick=${() => session.teleprompter.skip()}>${t("Skip the quiet")}<//>
  </div>`;
}
