/** A long recording as a table: each line, its waveform, and whether it is sure; what belongs to no line under it. */
import { html, useEffect, useRef, useState } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { Checkbox } from "../parts/field.js";
import { announce, fail } from "../parts/messages.js";
import { Waiting } from "../parts/progress.js";
import { get, put, remove } from "../api.js";
import { plural, t } from "../texts.js";
import { CutRow } from "./cut_row.js";
import { LeftOut } from "./left_out.js";
import { fetchPeaks } from "./waveform.js";

/** @typedef {import("./cut_ends.js").Stretch} Stretch */
/** @typedef {{text: string, file: string, status: "cut"|"unsure"|"missing", start_s: number, end_s: number, why: string}} CutLine */
/** @typedef {{name: string, length_s: number, lines: CutLine[], left_out: Stretch[]}} Cuts */

/** @param {{base: string, name: string, onChange: () => void}} props */
export function CutTable({ base, name, onChange }) {
  const here = `${base}/long/${encodeURIComponent(name)}`;
  const [cuts, setCuts] = useState(/** @type {Cuts | null} */ (null));
  const [peaks, setPeaks] = useState(/** @type {Uint8Array | null} */ (null));
  const [onlyOpen, setOnlyOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const table = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    setCuts(null);
    setPeaks(null);
    get(here).then(setCuts, fail);
    fetchPeaks(`${here}/peaks`).then(setPeaks, fail);
  }, [here]);
  if (!cuts) return html`<${Waiting} label=${t("Opening the recording …")} />`;
  const open = cuts.lines.filter((line) => line.status !== "cut");
  const unsure = open.filter((line) => line.status === "unsure");

  const change = async (/** @type {() => Promise<Cuts>} */ work, /** @type {string} */ told) => {
    setBusy(true);
    try {
      setCuts(await work());
      announce(told);
      onChange();
    } catch (error) {
      fail(error);
    }
    setBusy(false);
  };
  const address = (/** @type {string} */ file) => `${here}/lines/${encodeURIComponent(file)}`;
  const place = (/** @type {CutLine} */ line, /** @type {Stretch} */ at) =>
    change(() => put(address(line.file), { start_s: at.start_s, end_s: at.end_s }), t("The line is cut there."));
  const leaveOut = (/** @type {CutLine} */ line) =>
    change(() => remove(address(line.file)), t("The line is missing now."));
  /** Give the stretch of a line, or one that belongs to none, to another line. */
  const give = (/** @type {Stretch} */ at, /** @type {string} */ to, /** @type {CutLine | null} */ from) =>
    change(async () => {
      if (from) await remove(address(from.file));
      return put(address(to), { start_s: at.start_s, end_s: at.end_s });
    }, t("The stretch is given to that line."));
  const toNext = () => {
    const row = /** @type {HTMLElement | null} */ (table.current?.querySelector("tr.unsure"));
    row?.scrollIntoView({ block: "center" });
    /** @type {HTMLElement | null | undefined} */ (row?.querySelector("button"))?.focus();
  };
  const shown = onlyOpen ? open : cuts.lines;
  const shared = { cuts, peaks, here, busy, onGive: give };
  return html`<div class="cuts">
    <div class="cuts-head">
      <p role="status">
        ${plural("{n} line is cut.", "{n} lines are cut.", cuts.lines.length - open.length)}
        ${" "}${unsure.length > 0 && plural("{n} is unsure: is it right?", "{n} are unsure: are they right?", unsure.length)}
        ${" "}${open.length > unsure.length && plural("{n} is missing.", "{n} are missing.", open.length - unsure.length)}
      </p>
      ${unsure.length > 0 && html`<${Button} icon="down" onClick=${toNext}>${t("To the next unsure line")}<//>`}
      ${
        open.length > 0 &&
        html`<${Checkbox} label=${t("Show only what is unsure or missing")} value=${onlyOpen} onValue=${setOnlyOpen} />`
      }
    </div>
    <table role="table" ref=${table}>
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">${t("Line")}</th>
          <th scope="col" role="columnheader">${t("In the recording")}</th>
          <th scope="col" role="columnheader">${t("Found")}</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${shown.map(
          (line) =>
            html`<${CutRow}
              key=${line.file}
              line=${line}
              ...${shared}
              onPlace=${(/** @type {Stretch} */ at) => place(line, at)}
              onLeaveOut=${() => leaveOut(line)}
            />`,
        )}
      </tbody>
    </table>
    <p class="hint">
      ${t("Drag the ends of a line, or move them by the arrow keys: a hundredth of a second, with Shift a tenth.")}
    </p>
    <${LeftOut} ...${shared} />
  </div>`;
}
