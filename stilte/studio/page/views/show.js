/** The show: what directories and listeners are told of it, and its cover as they will see it. */
import { html, useEffect, useState } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { Checkbox, Choices, Select, TextArea, TextField } from "../parts/field.js";
import { fail, say } from "../parts/messages.js";
import { Problems } from "../parts/problems.js";
import { ShowTrouble } from "../parts/show_trouble.js";
import { Waiting } from "../parts/progress.js";
import { get, put } from "../api.js";
import { language, t } from "../texts.js";
import { Cover } from "../show/cover.js";
import { EveryTrack, Making } from "../show/every_track.js";
import { Listeners } from "../show/listeners.js";
import { languages } from "../show/languages.js";

/**
 * @typedef {{exists: boolean, version: string, values: Record<string, any>, categories: Record<string, string[]>,
 *   voices: string[], beds: string[], formats: string[], routines: {slug: string, title: string}[], faults: any[],
 *   problems: any[]}} Form
 */

export default function Show() {
  const [form, setForm] = useState(/** @type {Form | null} */ (null));
  useEffect(() => {
    document.title = `${t("Show")} · Stilte`;
    get("/api/show").then(setForm, fail);
  }, []);
  if (!form) return html`<${Waiting} />`;
  return html`<${Fields} form=${form} onForm=${setForm} />`;
}

/** @param {{form: Form, onForm: (form: Form) => void}} props */
function Fields({ form, onForm }) {
  const begun = form.exists ? {} : { language: language() };
  const [changes, setChanges] = useState(/** @type {Record<string, any>} */ (begun));
  const [busy, setBusy] = useState(false);
  const value = (/** @type {string} */ name) => changes[name] ?? form.values[name];
  const set = (/** @type {string} */ name) => (/** @type {any} */ to) => setChanges({ ...changes, [name]: to });
  const tied = (/** @type {string} */ name) => ({ value: value(name), onValue: set(name), name });
  const changed = Object.keys(changes).filter((name) => !alike(changes[name], form.values[name]));
  const save = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setBusy(true);
    try {
      const wanted = Object.fromEntries(changed.map((name) => [name, changes[name]]));
      onForm(await put("/api/show", { version: form.version, changes: wanted }));
      setChanges({});
      say(form.exists ? t("Saved.") : t("Your show has begun."));
    } catch (error) {
      fail(error);
    }
    setBusy(false);
  };
  const category = value("category") || [];
  const below = form.categories[category[0]] || [];
  const none = /** @type {[string, string]} */ (["", t("none")]);
  return html`<div class="page show">
    <h1>${form.exists ? t("Your show") : t("Begin your show")}</h1>
    ${
      !form.exists &&
      html`<p class="meta">
        ${t("A title and your name are enough to begin. All of this can be changed later; nothing is published by it.")}
      </p>`
    }
    <${ShowTrouble} problems=${form.faults} here />
    <div class="show-columns">
      <form onSubmit=${save}>
        <${TextField} label=${t("Title")} ...${tied("title")} autocomplete="off" />
        <${TextField} label=${t("Author")} ...${tied("author")} autocomplete="name" />
        <${TextArea} label=${t("What it is about")} rows="4" ...${tied("description")} />
        <div class="pair">
          <${Select} label=${t("Language")} options=${languages(value("language"))} ...${tied("language")} />
          <${Choices}
            label=${t("Order of the episodes")}
            options=${[
              ["episodic", t("the newest first")],
              ["serial", t("a course: the first one first")],
            ]}
            ...${tied("type")}
          />
        </div>
        <h2>${t("For directories")}</h2>
        <div class="pair">
          <${Select}
            label=${t("Category")}
            value=${category[0] || ""}
            onValue=${(/** @type {string} */ name) => set("category")(name ? [name] : [])}
            options=${[none, ...Object.keys(form.categories).map((name) => [name, name])]}
          />
          ${
            below.length > 0 &&
            html`<${Select}
              label=${t("And below it")}
              value=${category[1] || ""}
              onValue=${(/** @type {string} */ name) => set("category")(name ? [category[0], name] : [category[0]])}
              options=${[none, ...below.map((name) => [name, name])]}
            />`
          }
        </div>
        <${TextField}
          label=${t("E-mail address")}
          hint=${t("Directories send a message there, to be sure that the podcast is yours. It stands in the feed.")}
          type="email"
          autocomplete="email"
          ...${tied("email")}
        />
        <${TextField}
          label=${t("Address of the podcast's files")}
          hint=${t("Where listeners find them once they are published, as https://example.org/podcast.")}
          type="url"
          placeholder="https://"
          ...${tied("media")}
        />
        <${TextField} label=${t("Your own page")} type="url" placeholder="https://" ...${tied("link")} />
        <${TextField}
          label=${t("Where listeners can support you")}
          type="url"
          placeholder="https://"
          ...${tied("funding")}
        />
        <${TextField}
          label=${t("Licence")}
          hint=${t("What others may do with it, as CC-BY-NC-4.0.")}
          ...${tied("licence")}
        />
        <${Checkbox} label=${t("Only for adults")} ...${tied("explicit")} />
        <${Listeners} form=${form} onForm=${onForm} tied=${tied} />
        <${EveryTrack} form=${form} tied=${tied} />
        <${Making} form=${form} tied=${tied} />
        <div class="save">
          <${Button} kind="main" type="submit" busy=${busy} disabled=${form.exists && changed.length === 0}>
            ${form.exists ? t("Save") : t("Begin")}
          <//>
          ${changed.length > 0 && form.exists && html`<span class="meta" role="status">${t("Not saved yet.")}</span>`}
        </div>
      </form>
      <aside aria-label=${t("The cover")}>
        <${Cover}
          form=${form}
          onForm=${onForm}
          title=${value("title")}
          author=${value("author")}
          image=${tied("image")}
        />
        ${form.exists && html`<${Problems} problems=${form.problems} label=${t("What directories would say")} />`}
      </aside>
    </div>
  </div>`;
}

/** Whether two values of a field are the same. @param {any} one @param {any} other */
function alike(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
