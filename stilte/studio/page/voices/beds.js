/** Every bed, heard under the routine's own words; its level a slider; own files dropped in. */
import { html, useState } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { Slider } from "../parts/field.js";
import { Icon } from "../parts/icons.js";
import { fail } from "../parts/messages.js";
import { Problems } from "../parts/problems.js";
import { post } from "../api.js";
import { number, t } from "../texts.js";
import { Listen } from "./listen_button.js";
import { OwnFile } from "./own_file.js";

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
    <${OwnFile} title=${t("Music of your own")} onChange=${onChange} />
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
