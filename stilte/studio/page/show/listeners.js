/** What listeners find on the pages: colour, where to begin, buttons of apps, what follows, the teacher. */
import { Choices, Field, Select, TextArea } from "../parts/field.js";
import { Addresses, WrittenOtherwise } from "./addresses.js";
import { Button } from "../parts/button.js";
import { Photo } from "./photo.js";
import { html } from "../parts/dom.js";
import { t } from "../texts.js";

const USUAL_COLOUR = "#2f8a80"; // of the pages where the show has none

/** @param {{form: any, onForm: (form: any) => void, tied: (name: string) => any}} props */
export function Listeners({ form, onForm, tied }) {
  return html`
    <h2>${t("What listeners see")}</h2>
    <div class="pair">
      <${Colour} ...${tied("accent")} />
      <${Choices}
        label=${t("After a track")}
        options=${[
          ["next", t("the next track, after a little quiet")],
          ["silence", t("quiet")],
        ]}
        ...${tied("ending")}
      />
    </div>
    <${Start} routines=${form.routines} ...${tied("start")} />
    <${Addresses}
      label=${t("Buttons of podcast apps")}
      hint=${t("The address of your show in Apple Podcasts, Spotify and others. Known apps get their own name.")}
      add=${t("Add an app")}
      ...${tied("subscribe")}
    />
    <h2>${t("About you")}</h2>
    <${Photo} form=${form} onForm=${onForm} remove=${() => tied("photo").onValue("")} value=${tied("photo").value} />
    <${TextArea}
      label=${t("A few lines about you")}
      hint=${t("Under the list of tracks. Words between **two stars** become bold.")}
      rows="4"
      ...${tied("about")}
    />
    <${Addresses}
      label=${t("Your links")}
      hint=${t("Lessons, a newsletter, an e-mail address.")}
      add=${t("Add a link")}
      ...${tied("links")}
    />
  `;
}

/** A colour of one's own, or the usual one. @param {{name: string, value: string|null, onValue: (to: string) => void}} props */
function Colour({ name, value, onValue }) {
  const hint = t("It is made darker or lighter where it could not be read.");
  return html`<${Field} label=${t("Colour of the pages")} hint=${hint}>
    ${(/** @type {any} */ tied) =>
      html`<div class="colour">
        <input
          ...${tied}
          type="color"
          name=${name}
          value=${sixDigits(value) || USUAL_COLOUR}
          onInput=${(/** @type {any} */ event) => onValue(event.currentTarget.value)}
        />
        ${
          value
            ? html`<${Button} kind="quiet" onClick=${() => onValue("")}>${t("Use the usual one")}<//>`
            : html`<span class="meta">${t("the usual one")}</span>`
        }
      </div>`}
  <//>`;
}

/** A colour as a picker takes it. @param {string|null} written */
function sixDigits(written) {
  const digits = (written || "").replace("#", "").toLowerCase();
  if (/^[0-9a-f]{3}$/.test(digits)) return `#${[...digits].map((each) => each + each).join("")}`;
  return /^[0-9a-f]{6}$/.test(digits) ? `#${digits}` : "";
}

/**
 * The tracks that stand first for whoever is new.
 * @param {{name: string, value: string[]|null, onValue: (slugs: string[]) => void, routines: {slug: string, title: string}[]}} props
 */
function Start({ name, value, onValue, routines }) {
  const label = t("Start here");
  if (value === null) return html`<${WrittenOtherwise} label=${label} />`;
  const titles = new Map(routines.map((each) => [each.slug, each.title]));
  const left = routines.filter((each) => !value.includes(each.slug));
  return html`<fieldset class="rows">
    <legend>${label}</legend>
    <p class="hint">${t("Tracks for whoever is new, in this order, above your list.")}</p>
    ${
      value.length > 0 &&
      html`<ol class="chosen">
        ${value.map(
          (slug, n) =>
            html`<li key=${slug}>
              <span>${titles.get(slug) || slug}</span>
              <${Button}
                kind="quiet"
                icon="up"
                label=${t("Put {title} higher", { title: titles.get(slug) || slug })}
                disabled=${n === 0}
                onClick=${() => onValue([...value.slice(0, n - 1), slug, value[n - 1], ...value.slice(n + 1)])}
              />
              <${Button}
                kind="quiet"
                icon="trash"
                label=${t("Take {title} out of the beginning", { title: titles.get(slug) || slug })}
                onClick=${() => onValue(value.filter((each) => each !== slug))}
              />
            </li>`,
        )}
      </ol>`
    }
    <${Select}
      label=${t("Add a track")}
      name=${name}
      value=""
      onValue=${(/** @type {string} */ slug) => slug && onValue([...value, slug])}
      options=${[["", left.length ? t("choose a track") : t("no other tracks")], ...left.map((each) => [each.slug, each.title])]}
    />
  </fieldset>`;
}
