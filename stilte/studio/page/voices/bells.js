/** Every bell and short sound, heard before the routine's first line. */
import { html } from "../parts/dom.js";
import { number, t } from "../texts.js";
import { Listen } from "./listen_button.js";

/** @param {{sounds: {name: string, kind: string, length_s: number|null}[], script: string}} props */
export function Bells({ sounds, script }) {
  return html`
    <p class="meta">
      ${t("A bell is set in a routine with “{button}” in the editor, by these names.", { button: t("Put something at the end") })}
    </p>
    <ul class="cards small">
      ${sounds.map(
        (sound) =>
          html`<li class="card" key=${sound.name}>
            <header>
              <h2>${sound.name}</h2>
              <p class="meta">
                ${sound.length_s === null ? t("your own file") : t("{n} s", { n: number(sound.length_s) })}
              </p>
            </header>
            <${Listen}
              id=${`sound-${sound.name}`}
              label=${t("Hear {name}", { name: sound.name })}
              what=${{ method: "GET", path: `/api/music/${encodeURIComponent(sound.name)}/hear?script=${encodeURIComponent(script)}` }}
            />
          </li>`,
      )}
    </ul>
  `;
}
