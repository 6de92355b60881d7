/** One long recording, handed over and cut: a row for each line, sure or not. */
import { html, useEffect, useState } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { fail } from "../parts/messages.js";
import { Progress } from "../parts/progress.js";
import { listen, remove, request } from "../api.js";
import { clock, t } from "../texts.js";

/** @param {{base: string, onCut: () => void}} props */
export function LongRecording({ base, onCut }) {
  const [job, setJob] = useState(/** @type {any} */ (null));
  const [rows, setRows] = useState(/** @type {any[] | null} */ (null));
  useEffect(
    () =>
      listen("job", (news) => {
        if (news.kind !== "cut") return;
        setJob(news.state === "running" ? news : null);
        if (news.state === "failed") fail(new Error(news.error.text));
        if (news.state === "done") {
          setRows(news.result.lines);
          onCut();
        }
      }),
    [],
  );
  const taken = async (/** @type {any} */ event) => {
    const [file] = event.currentTarget.files;
    if (!file) return;
    try {
      const { job: name } = await request("POST", `${base}/long`, file, {
        headers: { "X-Name": encodeURIComponent(file.name) },
      });
      setJob({ job: name, fraction: null, text: "" });
    } catch (error) {
      fail(error);
    }
  };
  const states = { cut: t("cut"), unsure: t("unsure"), missing: t("missing") };
  return html`<section class="long">
    <h2>${t("One long recording")}</h2>
    <p>
      ${t("Read the whole script into your telephone, with a second between lines. Give the file here; it is cut into lines.")}
    </p>
    <label class="button plain">
      <span>${t("Choose a recording")}</span>
      <input type="file" accept="audio/*,.m4a,.wav,.mp3,.flac,.ogg,.opus" onChange=${taken} />
    </label>
    ${
      job &&
      html`<${Progress} label=${t("Cutting the recording")} fraction=${job.fraction} text=${job.text} />
        <${Button}
          kind="quiet"
          icon="close"
          label=${t("Stop cutting")}
          onClick=${() => remove(`/api/jobs/${job.job}`).catch(fail)}
        />`
    }
    ${
      rows &&
      html`<table>
        <thead>
          <tr>
            <th scope="col">${t("Line")}</th>
            <th scope="col">${t("Found")}</th>
            <th scope="col">${t("Where")}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr key=${row.text} class=${row.status}>
                <td>${row.text} ${row.why && html`<span class="hint">${row.why}</span>`}</td>
                <td>${states[/** @type {"cut"|"unsure"|"missing"} */ (row.status)]}</td>
                <td>${row.end_s ? clock(row.start_s) : ""}</td>
              </tr>`,
          )}
        </tbody>
      </table>`
    }
  </section>`;
}
