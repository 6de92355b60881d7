/** One voice: who speaks it here, with which licence, what it sends where, what it lacks. */
import { html, useEffect, useState } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { ask } from "../parts/dialog.js";
import { Checkbox } from "../parts/field.js";
import { Icon } from "../parts/icons.js";
import { followJobs } from "../parts/jobs.js";
import { fail, say } from "../parts/messages.js";
import { Problems } from "../parts/problems.js";
import { Progress } from "../parts/progress.js";
import { post, put, remove } from "../api.js";
import { language, plural, t } from "../texts.js";
import { Listen } from "./listen_button.js";

/**
 * @param {{voice: any, words: any, script: string, sample: string, isChosen: boolean, onChoose: (() => void)|null, onChange: () => void}} props
 */
export function VoiceCard({ voice, words, script, sample, isChosen, onChoose, onChange }) {
  const path = `/api/voices/${encodeURIComponent(voice.name)}`;
  if (voice.problems.length > 0) {
    return html`<li class="voice card">
      <h2>${voice.name}</h2>
      <${Problems} problems=${voice.problems} />
    </li>`;
  }
  const speaks = voice.engines.find((/** @type {any} */ one) => one.works);
  const fits = words && words.language.split("-")[0] === voice.language.split("-")[0];
  const line = (fits || voice.name === "espeak") && words?.lines[0] ? words.lines[0] : sample;
  return html`<li class=${`voice card ${isChosen ? "chosen" : ""}`}>
    <header>
      <h2>${voice.name}</h2>
      <p class="meta">${languageName(voice.language)} · ${role(voice)}</p>
      ${isChosen && html`<span class="tag"><${Icon} name="done" />${t("This routine's voice")}</span>`}
    </header>
    <p class="who">
      ${
        speaks
          ? html`<${Icon} name="voice" />${t("{engine} speaks here.", { engine: speaks.name })}
              ${speaks.draft && html`<span class="tag draft">${t("draft")}</span>`}`
          : html`<${Icon} name="warning" />${t("Nobody speaks it here yet.")}`
      }
    </p>
    ${speaks?.sends && html`<p class="sends">${speaks.sends}</p>`}
    ${speaks && !speaks.sends && !speaks.online && html`<p class="sends own">${t("Nothing leaves this computer.")}</p>`}
    <blockquote>${line}</blockquote>
    <div class="actions">
      ${speaks && html`<${Listen} id=${`voice-${voice.name}`} label=${t("Hear {name}", { name: voice.name })} what=${{ method: "POST", path: `${path}/say`, body: { text: line } }} />`}
      ${onChoose && !isChosen && html`<${Button} onClick=${onChoose} disabled=${!speaks && !voice.recorded}>${t("Choose it")}<//>`}
    </div>
    ${voice.asks.length > 0 && html`<${Asks} voice=${voice} path=${path} onChange=${onChange} />`}
    ${voice.recorded && html`<${Recorded} voice=${voice} script=${script} path=${path} onChange=${onChange} />`}
    <${Fetch} voice=${voice} path=${path} onChange=${onChange} />
    <${Details} voice=${voice} path=${path} line=${line} />
  </li>`;
}

/** @param {string} tag */
function languageName(tag) {
  try {
    return new Intl.DisplayNames([language()], { type: "language" }).of(tag) || tag;
  } catch {
    return tag;
  }
}

/** @param {any} voice */
function role(voice) {
  if (voice.name === "espeak") return t("for drafts, speaks every language");
  if (voice.role === "whisper") return t("for soft lines beside another");
  return voice.role === "guide" ? t("guides a whole routine") : t("for single lines");
}

/** What a voice's file wants to run or to send. @param {any} props */
function Asks({ voice, path, onChange }) {
  const allow = async () => {
    const text = voice.asks.map((/** @type {any} */ one) => one.text).join(" ");
    if (!(await ask({ title: t("Allow this voice?"), text, yes: t("Allow it") }))) return;
    const digests = voice.asks.map((/** @type {any} */ one) => one.digest);
    post(`${path}/trust`, { digests }).then(onChange, fail);
  };
  return html`<div class="asks">
    ${voice.asks.map((/** @type {any} */ one) => html`<p key=${one.digest}>${one.text}</p>`)}
    <${Button} onClick=${allow}>${t("Look at it, and allow it")}<//>
  </div>`;
}

/** What becomes of lines that are not recorded. @param {any} props */
function Recorded({ voice, script, path, onChange }) {
  const { lines, to_record: left, missing } = voice.recorded;
  const change = (/** @type {boolean} */ on) => put(path, { others_speak: on }).then(onChange, fail);
  return html`<div class="recorded">
    <p>
      ${
        lines === 0
          ? t("No routine is spoken by this voice yet.")
          : left === 0
            ? plural("All {n} line is recorded.", "All {n} lines are recorded.", lines)
            : plural("{n} line is still to be recorded.", "{n} lines are still to be recorded.", left)
      }
      ${script && html` <a href=${`/record/${encodeURIComponent(voice.name)}/${encodeURIComponent(script)}`}>${t("Record")}</a>`}
    </p>
    <${Checkbox}
      label=${t("A machine's voice says the lines that are missing")}
      hint=${
        missing === "next"
          ? t("A track can be built at once; listeners are told that a part of it is an AI voice.")
          : t("A track is only built when every line of it is recorded.")
      }
      value=${missing === "next"}
      onValue=${change}
    />
  </div>`;
}

/** Fetching a model, with how far it is. @param {any} props */
function Fetch({ voice, path, onChange }) {
  const wanted = voice.engines.find((/** @type {any} */ one) => one.fetch);
  const [job, setJob] = useState(/** @type {any} */ (null));
  useEffect(() => {
    const mine = (/** @type {any} */ news) => {
      if (news.voice !== voice.name) return;
      setJob(news.state === "running" ? news : null);
      if (news.state === "failed") fail({ message: news.error.text, hint: news.error.hint });
      if (news.state === "done") {
        say(t("{name} has what it needs.", { name: voice.name }));
        onChange();
      }
    };
    return followJobs("get", mine);
  }, [voice.name]);
  if (job) {
    return html`<div class="fetching">
      <${Progress} label=${t("Fetching the voice")} fraction=${job.fraction} text=${job.text} />
      <${Button}
        kind="quiet"
        icon="close"
        label=${t("Stop fetching")}
        onClick=${() => remove(`/api/jobs/${job.job}`).catch(fail)}
      />
    </div>`;
  }
  if (!wanted) return null;
  return html`<div class="fetch">
    <p>${t("{engine} would speak it too, once its voice is fetched.", { engine: wanted.name })}</p>
    <${Button} icon="down" onClick=${() => post(`${path}/get`).catch(fail)}>${t("Fetch it")}<//>
  </div>`;
}

/** @param {any} props */
function Details({ voice, path, line }) {
  return html`<details>
    <summary>${t("Licence, and who else could speak it")}</summary>
    ${voice.note && html`<p>${voice.note}</p>`}
    ${voice.credit && html`<p>${t("Named as: {credit}", { credit: voice.credit })}</p>`}
    <ul class="engines">
      ${voice.engines.map(
        (/** @type {any} */ one) =>
          html`<li key=${one.engine}>
            <strong>${one.name}</strong>
            ${
              one.works
                ? html`<${Listen}
                    id=${`${voice.name}-${one.engine}`}
                    label=${t("Hear {name} by {engine}", { name: voice.name, engine: one.name })}
                    what=${{ method: "POST", path: `${path}/say`, body: { text: line, engine: one.engine } }}
                  />`
                : html`<span class="hint">${one.why}</span>`
            }
            ${one.sends && html`<span class="hint">${one.sends}</span>`}
          </li>`,
      )}
    </ul>
  </details>`;
}
