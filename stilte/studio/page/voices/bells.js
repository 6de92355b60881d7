/** Every bell and short sound, heard with the routine's first line over it; its level a slider; own files dropped in. */
import { html, useEffect, useMemo, useState } from "../parts/dom.js";
import { Slider } from "../parts/field.js";
import { fail } from "../parts/messages.js";
import { get, listen, newest } from "../api.js";
import { number, plural, t } from "../texts.js";
import { levelOf, playing, setLevel } from "./bell_levels.js";
import { Listen } from "./listen_button.js";
import { OwnFile } from "./own_file.js";

/** @typedef {import("../types.js").Step} Step */

/** @param {{sounds: {name: string, kind: string, length_s: number|null}[], script: string, onChange: () => void}} props */
export function Bells({ sounds, script, onChange }) {
  const [steps, load] = useSteps(script);
  return html`
    <p class="meta">
      ${t("A bell is set in a routine with “{button}” in the editor, by these names.", { button: t("Put something at the end") })}
    </p>
    <ul class="cards small">
      ${sounds.map(
        (sound) =>
          html`<${Bell}
            key=${`${script} ${sound.name}`}
            sound=${sound}
            script=${script}
            steps=${playing(steps, sound.name)}
            onChange=${load}
          />`,
      )}
    </ul>
    <${OwnFile} title=${t("A bell or sound of your own")} onChange=${onChange} />
  `;
}

/** The steps of a script as they stand now. @param {string} script @returns {[Step[], () => Promise<void>]} */
function useSteps(script) {
  const [steps, setSteps] = useState(/** @type {Step[]} */ ([]));
  const load = useMemo(() => {
    const ask = () => (script ? get(`/api/scripts/${encodeURIComponent(script)}`) : Promise.resolve(null));
    return newest(ask, (found) => setSteps(found?.outline.steps || []), fail);
  }, [script]);
  useEffect(() => {
    void load();
    return listen("disk", load);
  }, [load]);
  return [steps, load];
}

/** @param {{sound: {name: string, kind: string, length_s: number|null}, script: string, steps: Step[], onChange: () => void}} props */
function Bell({ sound: { name, length_s: length }, script, steps, onChange }) {
  const there = levelOf(steps);
  const [level, setShown] = useState(there);
  useEffect(() => setShown(there), [there]);
  const save = (/** @type {number} */ value) => {
    if (value !== there) setLevel(script, name, value).then(onChange, fail);
  };
  const query = new URLSearchParams({ script, level: String(level) });
  return html`<li class="card">
    <header>
      <h2>${name}</h2>
      <p class="meta">
        ${length === null ? t("your own file") : t("{n} s", { n: number(length) })}
        ${steps.length > 0 && ` · ${plural("{n} time in this routine", "{n} times in this routine", steps.length)}`}
      </p>
    </header>
    <${Listen}
      id=${`sound-${name}`}
      label=${t("Hear {name}", { name })}
      what=${{ method: "GET", path: `/api/music/${encodeURIComponent(name)}/hear?${query}` }}
    />
    ${
      steps.length > 0 &&
      html`<${Slider}
        label=${t("Level in this routine")}
        aria-label=${t("Level of {name} in this routine", { name })}
        min="-30"
        max="12"
        step="1"
        value=${level}
        onValue=${setShown}
        onChange=${(/** @type {any} */ event) => save(Number(event.currentTarget.value))}
        shown=${`${number(level)} dB`}
      />`
    }
  </li>`;
}
