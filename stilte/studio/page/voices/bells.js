/** Every bell and short sound, heard with the routine's first line over it; its level a slider; own files dropped in. */
import { html, useEffect, useMemo, useRef, useState } from "../parts/dom.js";
import { Slider } from "../parts/field.js";
import { fail } from "../parts/messages.js";
import { get, listen, newest } from "../api.js";
import { number, plural, t } from "../texts.js";
import { levelOf, playing, setLevel } from "./bell_levels.js";
import { Listen } from "./listen_button.js";
import { OwnFile } from "./own_file.js";

/** @typedef {import("../types.js").Step} Step */

/** @typedef {(work: () => Promise<void>) => void} InTurn begins work that writes a script after what was begun before */

/**
 * @param {{sounds: {name: string, kind: string, length_s: number|null}[], script: string, inTurn: InTurn,
 *   onChange: () => void}} props
 */
export function Bells({ sounds, script, inTurn, onChange }) {
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
            inTurn=${inTurn}
            onChange=${load}
          />`,
      )}
    </ul>
    <${OwnFile} title=${t("A bell or sound of your own")} onChange=${onChange} />
  `;
}

/**
 * The steps of a script as they stand now; none until its own have come.
 * @param {string} script
 * @returns {[Step[], () => Promise<void>]}
 */
function useSteps(script) {
  const [found, setFound] = useState({ of: "", steps: /** @type {Step[]} */ ([]) });
  const wanted = useRef(script);
  wanted.current = script;
  const load = useMemo(() => {
    const ask = () => (script ? get(`/api/scripts/${encodeURIComponent(script)}`) : Promise.resolve(null));
    const take = (/** @type {any} */ answer) => {
      if (wanted.current === script) setFound({ of: script, steps: answer?.outline.steps || [] });
    };
    return newest(ask, take, fail);
  }, [script]);
  useEffect(() => {
    void load();
    return listen("disk", load);
  }, [load]);
  return [found.of === script ? found.steps : [], load];
}

/**
 * The level that a bell's slider shows, what sets it while the slider moves, and what saves it.
 * @param {number} there the level in the script
 * @param {(level: number) => Promise<void>} write writes a level, and has what is there read again
 * @param {InTurn} inTurn
 * @returns {[number, (level: number) => void, (level: number) => void]}
 */
function useLevel(there, write, inTurn) {
  const [moved, setMoved] = useState(/** @type {number | null} */ (null));
  const asked = useRef(/** @type {number | null} */ (null)); // the last that was to be saved, until it is
  useEffect(() => {
    if (asked.current === null) setMoved(null);
  }, [there]);
  const save = (/** @type {number} */ level) => {
    if (level === (asked.current ?? there)) return;
    asked.current = level;
    inTurn(async () => {
      if (asked.current !== level) return; // each key of a slider asks; of those that wait the last is written
      await write(level);
      if (asked.current !== level) return;
      asked.current = null;
      setMoved((now) => (now === level ? null : now));
    });
  };
  return [moved ?? there, setMoved, save];
}

/**
 * @param {{sound: {name: string, kind: string, length_s: number|null}, script: string, steps: Step[], inTurn: InTurn,
 *   onChange: () => Promise<void>}} props
 */
function Bell({ sound: { name, length_s: length }, script, steps, inTurn, onChange }) {
  const write = (/** @type {number} */ value) => setLevel(script, name, value).catch(fail).then(onChange);
  const [level, setShown, save] = useLevel(levelOf(steps), write, inTurn);
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
