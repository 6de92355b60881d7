/** A line of a long recording: heard, its ends moved, said to be right, or given to another line. */
import { html, useRef, useState } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { Select } from "../parts/field.js";
import { clock, number, t } from "../texts.js";
import { CutEnds } from "./cut_ends.js";
import { playing, toggle } from "./player.js";
import { Waveform } from "./waveform.js";

/** @typedef {import("./cut_ends.js").Stretch} Stretch */
/** @typedef {import("./cut_table.js").CutLine} CutLine */
/** @typedef {import("./cut_table.js").Cuts} Cuts */

const BESIDE_S = 1;
const LEAST_BESIDE_S = 0.25;

/**
 * @param {{line: CutLine, cuts: Cuts, peaks: Uint8Array|null, here: string, busy: boolean, onPlace: (at: Stretch) => void,
 *   onLeaveOut: () => void, onGive: (at: Stretch, to: string, from: CutLine|null) => void}} props
 */
export function CutRow({ line, cuts, peaks, here, busy, onPlace, onLeaveOut, onGive }) {
  const [changing, setChanging] = useState(false);
  const within = useWindow(line, cuts.length_s);
  const states = { cut: t("cut"), unsure: t("unsure"), missing: t("missing") };
  const there = line.status !== "missing";
  const others = cuts.lines.filter((one) => one.file !== line.file);
  return html`<tr role="row" class=${line.status}>
    <td role="cell" class="words">${line.text} ${line.why && html`<span class="hint">${line.why}</span>`}</td>
    <td role="cell" class="place">
      ${
        there
          ? html`<div class="place-in">
              <${Hear} here=${here} id=${line.file} at=${line} name=${line.text} />
              <${Waveform}
                peaks=${peaks}
                from_s=${within.start_s}
                to_s=${within.end_s}
                id=${line.file}
                sounds_from_s=${line.start_s}
              >
                <${CutEnds} place=${line} within=${within} name=${line.text} onPlace=${onPlace} />
              <//>
              <span class="when">${clock(line.start_s)} · ${t("{n} s", { n: number(line.end_s - line.start_s) })}</span>
            </div>`
          : html`<${WhichStretch} cuts=${cuts} line=${line} busy=${busy} onGive=${onGive} />`
      }
    </td>
    <td role="cell" class="state">
      <strong>${states[line.status]}</strong>${" "}
      ${
        line.status === "unsure" &&
        html`<${Button}
          icon="done"
          busy=${busy}
          label=${t("It is right: {line}", { line: line.text })}
          onClick=${() => onPlace(line)}
          >${t("It is right")}<//
        >`
      }
      ${
        there &&
        !(changing || line.status === "unsure") &&
        html`<${Button}
          kind="quiet"
          icon="more"
          label=${t("Something else is said: {line}", { line: line.text })}
          onClick=${() => setChanging(true)}
        />`
      }
      ${
        there &&
        (changing || line.status === "unsure") &&
        html`<${Select}
          label=${t("What is said here")}
          aria-label=${t("What is said here instead of: {line}", { line: line.text })}
          value=""
          disabled=${busy}
          options=${[
            ["", line.status === "unsure" ? t("something else …") : t("this line")],
            ["-", t("no line: leave it out")],
            ...others.map((one) => [one.file, one.text]),
          ]}
          onValue=${(/** @type {string} */ to) => (to === "-" ? onLeaveOut() : to && onGive(line, to, line))}
        />`
      }
    </td>
  </tr>`;
}

/** What is seen around a line; it stays while its ends move inside it. @param {CutLine} line @param {number} length_s */
function useWindow(line, length_s) {
  const kept = useRef(/** @type {Stretch | null} */ (null));
  const old = kept.current;
  const fits =
    old &&
    line.start_s - old.start_s >= Math.min(LEAST_BESIDE_S, line.start_s) &&
    old.end_s - line.end_s >= Math.min(LEAST_BESIDE_S, length_s - line.end_s) - 0.001;
  if (!fits || (old && old.end_s - old.start_s > 4 * BESIDE_S + 2 * (line.end_s - line.start_s))) {
    kept.current = {
      start_s: Math.max(line.start_s - BESIDE_S, 0),
      end_s: Math.max(Math.min(line.end_s + BESIDE_S, length_s), line.end_s),
    };
  }
  return /** @type {Stretch} */ (kept.current);
}

/** Hear a stretch. @param {{here: string, id: string, at: Stretch, name: string}} props */
export function Hear({ here, id, at, name }) {
  const plays = playing.value?.key === id;
  return html`<${Button}
    kind="quiet"
    icon=${plays ? "stop" : "play"}
    label=${plays ? t("Stop") : t("Hear: {line}", { line: name })}
    onClick=${() => toggle(id, `${here}/sound?from_s=${at.start_s}&to_s=${Math.min(at.end_s, at.start_s + 100)}`)}
  />`;
}

/** Where a missing line may be: a stretch that belongs to no line. @param {any} props */
function WhichStretch({ cuts, line, busy, onGive }) {
  if (!cuts.left_out.length) return html`<span class="hint">${t("Not found. Record it by itself, above.")}</span>`;
  return html`<${Select}
    label=${t("Where it is")}
    aria-label=${t("Where it is: {line}", { line: line.text })}
    value=""
    disabled=${busy}
    options=${[
      ["", t("nowhere here")],
      ...cuts.left_out.map((/** @type {Stretch} */ at, /** @type {number} */ n) => [
        String(n),
        t("at {time}, {n} s long", { time: clock(at.start_s), n: number(at.end_s - at.start_s) }),
      ]),
    ]}
    onValue=${(/** @type {string} */ n) => n && onGive(cuts.left_out[Number(n)], line.file, null)}
  />`;
}
