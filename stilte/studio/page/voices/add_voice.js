/** Adding a voice: one that the program brings, or the author's own. */
import { html, useState } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { Dialog } from "../parts/dialog.js";
import { Checkbox, Select, TextField } from "../parts/field.js";
import { fail, say } from "../parts/messages.js";
import { post } from "../api.js";
import { language, t } from "../texts.js";
import { languages } from "../show/languages.js";

/** @param {{offered: {name: string, language: string}[], onChange: () => void}} props */
export function AddVoice({ offered, onChange }) {
  const [open, setOpen] = useState(false);
  const names = new Intl.DisplayNames([language()], { type: "language" });
  const take = (/** @type {string} */ name) => post("/api/voices", { starting: name }).then(onChange, fail);
  return html`<section class="add">
    <h2>${t("More voices")}</h2>
    <div class="actions">
      <${Button} kind="main" icon="voice" onClick=${() => setOpen(true)}>${t("Your own voice")}<//>
      ${offered.map(
        (one) =>
          html`<${Button} key=${one.name} icon="add" onClick=${() => take(one.name)}>
            ${t("{name} ({language})", { name: one.name, language: names.of(one.language) || one.language })}
          <//>`,
      )}
    </div>
    ${open && html`<${OwnVoice} onClose=${() => setOpen(false)} onChange=${onChange} />`}
  </section>`;
}

/** @param {{onClose: () => void, onChange: () => void}} props */
function OwnVoice({ onClose, onChange }) {
  const [name, setName] = useState("");
  const [tag, setTag] = useState(language());
  const [others, setOthers] = useState(true);
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    try {
      await post("/api/voices", { name, language: tag, others_speak: others });
      say(t("Your voice is made. Choose it for a routine, then record its lines."));
      onChange();
      onClose();
    } catch (error) {
      fail(error);
    }
  };
  return html`<${Dialog} title=${t("Your own voice")} onClose=${onClose}>
    <form onSubmit=${submit}>
      <${TextField} label=${t("Name")} value=${name} onValue=${setName} autocomplete="given-name" autofocus />
      <${Select} label=${t("Language")} value=${tag} onValue=${setTag} options=${languages(tag).slice(1)} />
      <${Checkbox}
        label=${t("A machine's voice says the lines that are missing")}
        hint=${
          others
            ? t("A track can be built at once; listeners are told that a part of it is an AI voice.")
            : t("A track is only built when every line of it is recorded.")
        }
        value=${others}
        onValue=${setOthers}
      />
      <div class="actions"><${Button} kind="main" type="submit" disabled=${!name.trim()}>${t("Make it")}<//></div>
    </form>
  <//>`;
}
