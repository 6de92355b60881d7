/** The stretches of a long recording that belong to no line: earlier readings, coughs, words beside the script. */
import { html } from "../parts/dom.js";
import { Select } from "../parts/field.js";
import { clock, number, plural, t } from "../texts.js";
import { Hear } from "./cut_row.js";
import { Waveform } from "./waveform.js";

const BESIDE_S = 0.3;

/** @param {any} props as of a row of the table */
export function LeftOut({ cuts, peaks, here, busy, onGive }) {
  if (!cuts.left_out.length) return null;
  const count = cuts.left_out.length;
  return html`<details class="left-out">
    <summary>${plural("{n} stretch was left out", "{n} stretches were left out", count)}</summary>
    <p class="hint">
      ${t("Earlier readings, a cough, words beside the script. Give one to a line if it belongs there.")}
    </p>
    <ul>
      ${cuts.left_out.map((/** @type {import("./cut_ends.js").Stretch} */ at) => {
        const when = clock(at.start_s);
        const id = `out-${at.start_s}`;
        return html`<li key=${id}>
          <${Hear} here=${here} id=${id} at=${at} name=${t("what is at {time}", { time: when })} />
          <${Waveform}
            peaks=${peaks}
            from_s=${Math.max(at.start_s - BESIDE_S, 0)}
            to_s=${at.end_s + BESIDE_S}
            id=${id}
            sounds_from_s=${at.start_s}
          />
          <span class="when">${when} · ${t("{n} s", { n: number(at.end_s - at.start_s) })}</span>
          <${Select}
            label=${t("Give it to a line")}
            aria-label=${t("Give it to a line: what is at {time}", { time: when })}
            value=""
            disabled=${busy}
            options=${[["", t("leave it out")], ...cuts.lines.map((/** @type {any} */ line) => [line.file, line.text])]}
            onValue=${(/** @type {string} */ to) => to && onGive(at, to, null)}
          />
        </li>`;
      })}
    </ul>
  </details>`;
}
