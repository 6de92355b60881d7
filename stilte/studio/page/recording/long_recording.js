/** Recordings made elsewhere: one long one, with labels of Audacity or without, or one file a line; cut into lines. */
import { html, useEffect, useRef, useState } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { Select } from "../parts/field.js";
import { followJobs } from "../parts/jobs.js";
import { fail, say } from "../parts/messages.js";
import { Progress } from "../parts/progress.js";
import { get, post, remove, request } from "../api.js";
import { plural, t } from "../texts.js";
import { CutTable } from "./cut_table.js";
import { DropFiles } from "./drop_files.js";

/** @param {{base: string, onCut: () => void}} props */
export function LongRecording({ base, onCut }) {
  const [job, setJob] = useState(/** @type {any} */ (null));
  const [sending, setSending] = useState(/** @type {{at: number, of: number} | null} */ (null));
  const [names, setNames] = useState(/** @type {string[]} */ ([]));
  const [name, setName] = useState("");
  const over = useRef(/** @type {Set<string>} */ (new Set())); // a job may end before its own request is answered
  const load = (/** @type {string|null} */ wanted) =>
    get(`${base}/long`).then(({ recordings }) => {
      setNames(recordings);
      if (wanted) setName(wanted);
    }, fail);
  useEffect(() => {
    const heard = (/** @type {any} */ news) => {
      if (news.state !== "running") over.current.add(news.job);
      setJob(news.state === "running" ? news : null);
      if (news.state === "failed") {
        fail({ message: news.error.text, hint: news.error.hint, problems: news.error.problems });
      }
      if (news.state === "done") ended(news.result);
    };
    const ended = (/** @type {any} */ result) => {
      say(plural("{n} line is cut.", "{n} lines are cut.", result.cut));
      if (!result.recording && result.missing) {
        fail({
          message: plural("{n} line has no file.", "{n} lines have no file.", result.missing),
          hint: result.lines_missing.slice(0, 3).join(" · "),
        });
      }
      setName("");
      void load(result.recording);
      onCut();
    };
    void load(null);
    return followJobs("cut", heard);
  }, [base]);
  const taken = async (/** @type {File[]} */ files) => {
    try {
      const { batch } = await post(`${base}/brought`);
      for (const [n, file] of files.entries()) {
        setSending({ at: n, of: files.length });
        await request("PUT", `${base}/brought/${batch}`, file, {
          headers: { "X-Name": encodeURIComponent(file.name), "Content-Type": "application/octet-stream" },
        });
      }
      const { job: id } = await post(`${base}/long`, { batch });
      if (!over.current.has(id)) setJob((/** @type {any} */ old) => old || { job: id, fraction: null, text: "" });
    } catch (error) {
      fail(error);
    }
    setSending(null);
  };
  const busy = Boolean(job || sending);
  return html`<section class="long">
    <h2>${t("A recording made elsewhere")}</h2>
    <p>
      ${t("Read the whole script into your telephone, with a second between lines; read a line again where it went wrong. Give the file here: it is cut into lines.")}
    </p>
    <p class="hint">
      ${t("A file of labels from Audacity beside it is followed. Several files, or a folder of them, are taken as one file a line.")}
    </p>
    ${!busy && html`<${DropFiles} onFiles=${taken} />`}
    ${
      sending &&
      html`<${Progress}
        label=${t("Bringing the recording")}
        fraction=${sending.of > 1 ? sending.at / sending.of : null}
        text=${t("Bringing the recording …")}
      />`
    }
    ${
      job &&
      html`<div class="cutting">
        <${Progress} label=${t("Cutting the recording")} fraction=${job.fraction} text=${job.text} />
        <${Button} icon="close" onClick=${() => remove(`/api/jobs/${job.job}`).catch(fail)}>${t("Stop cutting")}<//>
      </div>`
    }
    ${
      names.length > 0 &&
      !job &&
      html`<div class="kept">
        <${Select}
          label=${t("Long recordings of this voice")}
          value=${name}
          onValue=${setName}
          options=${[["", t("choose")], ...names.map((one) => [one, one])]}
        />
        ${name && html`<${CutTable} key=${name} base=${base} name=${name} onChange=${onCut} />`}
      </div>`
    }
  </section>`;
}
