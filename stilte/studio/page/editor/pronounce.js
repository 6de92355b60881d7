/** A word that is said wrong: how it should sound, tried at once, for this line, this voice or everywhere. */
import { Choices, TextField } from "../parts/field.js";
import { fail, say } from "../parts/messages.js";
import { html, useState } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { Dialog } from "../parts/dialog.js";
import { post } from "../api.js";
import { playBlob } from "./play_blob.js";
import { t } from "../texts.js";

/** @param {{session: any}} props */
export function Pronounce({ session }) {
  const asked = session.wordOf.value;
  const step = asked && session.step(asked.key);
  if (!step) return null;
  return html`<${Form} key=${`${asked.key} ${asked.from}`} session=${session} step=${step} asked=${asked} />`;
}

/** @param {{session: any, step: import("../types.js").Step, asked: {key: string, word: string, from: number}}} props */
function Form({ session, step, asked }) {
  const [word, setWord] = useState(asked.word);
  const [says, setSays] = useState("");
  const [where, setWhere] = useState("line");
  const [busy, setBusy] = useState(false);
  const voice = step.fields.voice || session.header.value.voice || session.voices.value[0];
  const close = () => (session.wordOf.value = null);
  const isReady = word.trim() && says.trim();
  const attempt = async (/** @type {string} */ text) => {
    setBusy(true);
    try {
      await playBlob(await post(`/api/voices/${encodeURIComponent(voice)}/say`, { text }));
    } catch (error) {
      fail(error);
    }
    setBusy(false);
  };
  const save = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!isReady) return;
    try {
      if (where === "line") inLine(session, step, word.trim(), says.trim(), asked.from);
      else {
        await post("/api/pronunciations", {
          word: word.trim(),
          says: says.trim(),
          where,
          ...(where === "voice" ? { voice } : { language: session.spokenLanguage.value }),
        });
      }
      say(t("“{word}” is said so from now on.", { word: word.trim() }));
      close();
    } catch (error) {
      fail(error);
    }
  };
  return html`<${Dialog} title=${t("A word said wrong?")} onClose=${close}>
    <form onSubmit=${save}>
      <${TextField} label=${t("The word")} value=${word} onValue=${setWord} lang=${session.spokenLanguage.value} />
      <${TextField}
        label=${t("As it should sound")}
        hint=${t("Write it as you would for somebody who does not know the word: “tsjie koeng” for qigong.")}
        value=${says}
        onValue=${setSays}
        lang=${session.spokenLanguage.value}
        autofocus
      />
      <p class="tries">
        <${Button} icon="play" busy=${busy} disabled=${!word.trim()} onClick=${() => attempt(word.trim())}
          >${t("As it is now")}<//
        >
        <${Button}
          icon="play"
          busy=${busy}
          disabled=${!isReady}
          onClick=${() => attempt(`<${word.trim()}|${says.trim()}>`)}
          >${t("As written here")}<//
        >
      </p>
      <${Choices}
        label=${t("Where")}
        value=${where}
        onValue=${setWhere}
        options=${[
          ["line", t("in this line")],
          ["voice", t("wherever the voice {voice} says it", { voice })],
          ["everywhere", t("everywhere")],
        ]}
      />
      <div class="actions">
        <${Button} kind="main" type="submit" disabled=${!isReady}>${t("Say it so")}<//>
        <${Button} onClick=${close}>${t("Cancel")}<//>
      </div>
    </form>
  <//>`;
}

/**
 * Write the pronunciation into the line, at the word that was meant.
 * @param {any} session
 * @param {import("../types.js").Step} step
 * @param {string} word
 * @param {string} says
 * @param {number} from
 */
function inLine(session, step, word, says, from) {
  const text = session.textOf(step);
  const at = text.indexOf(word, from) >= 0 ? text.indexOf(word, from) : text.indexOf(word);
  if (at < 0) return;
  session.edit({
    op: "set_text",
    at: step.key,
    text: `${text.slice(0, at)}<${word}|${says}>${text.slice(at + word.length)}`,
  });
}
