/** The takes of a line: their waveforms, what was found in each, which one is heard; over the bed or by itself. */
import { html, useEffect, useState } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { number, t } from "../texts.js";
import { playing, toggle } from "./player.js";
import { fetchPeaks, PEAKS_A_SECOND, Waveform } from "./waveform.js";

/** @typedef {{kind: string, text: string, cure: string, at_s?: number|null}} Fault */

/** @param {{session: import("./session.js").Session}} props */
export function Takes({ session }) {
  const { takes, file } = session.line;
  if (!takes.length) return html`<p class="hint">${t("Not recorded yet.")}</p>`;
  return html`<ol class="takes">
    ${takes.map((take, n) => html`<${TakeRow} key=${`${file}/${take.name}`} session=${session} take=${take} n=${n + 1} />`)}
  </ol>`;
}

/** @param {{session: import("./session.js").Session, take: import("./session.js").Take, n: number}} props */
function TakeRow({ session, take, n }) {
  const { file } = session.line;
  const address = `${session.addressOf(file)}/takes/${take.name}`;
  const [peaks, setPeaks] = useState(/** @type {Uint8Array | null} */ (null));
  useEffect(() => {
    fetchPeaks(`${address}/peaks`).then(setPeaks, () => {});
  }, [address]);
  const id = `${file}/${take.name}`;
  const inPlace = `${id}/in-place`;
  const plays = playing.value?.key === id;
  const playsInPlace = playing.value?.key === inPlace;
  const marks = take.faults.map((fault) => fault.at_s).filter((at) => typeof at === "number");
  return html`<li class=${take.heard ? "heard" : ""}>
    <span class="which">
      <span>${t("Take {n}", { n })}</span>
      ${take.length_s !== null && html`<span>${t("{n} s", { n: number(take.length_s) })}</span>`}
      ${" "}${take.heard && html`<strong>${t("is heard")}</strong>`}
    </span>
    <${Button}
      kind="quiet"
      icon=${plays ? "stop" : "play"}
      label=${plays ? t("Stop") : t("Hear take {n}", { n })}
      onClick=${() => toggle(id, address)}
    />
    <${Waveform} peaks=${peaks} from_s=${0} to_s=${peaks ? peaks.length / PEAKS_A_SECOND : 1} id=${id} marks=${marks} />
    <${Button}
      icon=${playsInPlace ? "stop" : "music"}
      aria-label=${playsInPlace ? t("Stop") : t("In its place: take {n}", { n })}
      title=${t("With headphones: over the music, in its place in the track")}
      onClick=${() => toggle(inPlace, `${address}/in-place`)}
      >${t("In its place")}<//
    >
    ${!take.heard && html`<${Button} aria-label=${t("Use this one: take {n}", { n })} onClick=${() => session.choose(take.name)}>${t("Use this one")}<//>`}
    <${Button}
      kind="quiet"
      icon="trash"
      label=${t("Throw take {n} away", { n })}
      onClick=${() => session.throwAway(take.name)}
    />
    <${Faults} faults=${take.faults} />
  </li>`;
}

/** What is wrong with a take, each with its cure. @param {{faults: Fault[]}} props */
export function Faults({ faults }) {
  if (!faults.length) return null;
  return html`<ul class="faults">
    ${faults.map((fault) => html`<li key=${fault.kind} data-kind=${fault.kind}>${fault.text} ${fault.cure}</li>`)}
  </ul>`;
}
