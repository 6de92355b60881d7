/** Every bed, heard under the routine's own words; its level a slider; own files dropped in. */
import { html, useState } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { DropFile } from "../parts/drop_file.js";
import { Select, Slider, TextField } from "../parts/field.js";
import { Icon } from "../parts/icons.js";
import { fail, say } from "../parts/messages.js";
import { Problems } from "../parts/problems.js";
import { post, request } from "../api.js";
import { number, t } from "../texts.js";
import { Listen } from "./listen_button.js";

/** @param {{music: any, script: string, chosen: string, onChoose: ((name: string) => void)|null, onChange: () => void}} props */
export function Beds({ music, script, chosen, onChoose, onChange }) {
  return html`
    <${Problems} problems=${music.problems} />
    <ul class="cards">
      ${music.beds.map(
        (/** @type {any} */ bed) =>
          html`<${Bed}
            key=${bed.name}
            bed=${bed}
            script=${script}
            isChosen=${chosen === bed.name}
            onChoose=${onChoose}
            onChange=${onChange}
          />`,
      )}
    </ul>
    ${
      onChoose &&
      html`<p>
        <${Button} kind="quiet" disabled=${chosen === "none"} onClick=${() => onChoose("none")}
          >${t("No music for this routine")}<//
        >
      </p>`
    }
    <${OwnFile} onChange=${onChange} />
  `;
}

/** @param {any} props */
function Bed({ bed, script, isChosen, onChoose, onChange }) {
  const [level, setLevel] = useState(bed.level_db);
  const save = (/** @type {number} */ value) => {
    if (value !== bed.level_db) {
      post(`/api/music/${encodeURIComponent(bed.name)}`, { level: value }).then(onChange, fail);
    }
  };
  return html`<li class=${`bed card ${isChosen ? "chosen" : ""}`}>
    <header>
      <h2>${bed.name}</h2>
      <p class="meta">
        ${bed.kind === "own" ? t("your own file: {file}", { file: bed.file }) : t("made by Stilte itself")}
      </p>
      ${isChosen && html`<span class="tag"><${Icon} name="done" />${t("This routine's music")}</span>`}
    </header>
    <div class="actions">
      <${Listen}
        id=${`bed-${bed.name}`}
        label=${t("Hear {name} under the words", { name: bed.name })}
        what=${{ method: "GET", path: `/api/music/${encodeURIComponent(bed.name)}/hear?script=${encodeURIComponent(script)}` }}
      />
      ${onChoose && !isChosen && html`<${Button} onClick=${() => onChoose(bed.name)}>${t("Choose it")}<//>`}
    </div>
    <${Slider}
      label=${t("Level under the voice")}
      aria-label=${t("Level of {name} under the voice", { name: bed.name })}
      min="-36"
      max="0"
      step="1"
      value=${level}
      onValue=${setLevel}
      onChange=${(/** @type {any} */ event) => save(Number(event.currentTarget.value))}
      shown=${`${number(level)} dB`}
    />
    <p class="hint">
      ${bed.licence ? t("Licence: {licence}", { licence: bed.licence }) : ""} ${bed.credit ? `· ${bed.credit}` : ""}
    </p>
    <${Problems} problems=${bed.warnings.map((/** @type {any} */ one) => ({ ...one, level: "warning" }))} />
  </li>`;
}

/** @param {{onChange: () => void}} props */
function OwnFile({ onChange }) {
  const [file, setFile] = useState(/** @type {File | null} */ (null));
  const [licence, setLicence] = useState("");
  const [other, setOther] = useState("");
  const [credit, setCredit] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!file) return;
    setBusy(true);
    const headers = {
      "Content-Type": "application/octet-stream",
      "X-Licence": encodeURIComponent(licence === "other" ? other : licence),
      "X-Credit": encodeURIComponent(credit),
    };
    try {
      const { name } = await request("PUT", `/api/music/${encodeURIComponent(file.name)}`, file, { headers });
      say(t("“{name}” is in your music now.", { name }));
      setFile(null);
      setLicence("");
      setCredit("");
      onChange();
    } catch (error) {
      fail(error);
    }
    setBusy(false);
  };
  const told = licence === "other" ? other.trim() : licence;
  return html`<section class="add">
    <h2>${t("Music of your own")}</h2>
    <${DropFile} label=${t("Drop a file of sound here")} accept="audio/*" onFile=${setFile} />
    ${
      file &&
      html`<form onSubmit=${submit}>
        <p><strong>${file.name}</strong></p>
        <${Select}
          label=${t("What may you do with it?")}
          value=${licence}
          onValue=${setLicence}
          options=${[
            ["", t("choose")],
            ["own", t("It is my own")],
            ["CC0-1.0", t("Free for everything (CC0)")],
            ["CC-BY-4.0", t("Free, with its maker named (CC BY)")],
            ["other", t("Something else")],
          ]}
        />
        ${licence === "other" && html`<${TextField} label=${t("Which licence, or what was agreed")} value=${other} onValue=${setOther} />`}
        <${TextField}
          label=${t("Who made it")}
          hint=${t("Stands on the page of each track: name, title, address.")}
          value=${credit}
          onValue=${setCredit}
        />
        <div class="actions">
          <${Button}
            kind="main"
            type="submit"
            busy=${busy}
            disabled=${!told || (licence !== "own" && licence !== "CC0-1.0" && !credit.trim())}
          >
            ${t("Take it in")}
          <//>
          <${Button} kind="quiet" onClick=${() => setFile(null)}>${t("Cancel")}<//>
        </div>
      </form>`
    }
  </section>`;
}
