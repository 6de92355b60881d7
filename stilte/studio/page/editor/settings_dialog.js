import { html, useState } from "../parts/dom.js";
import { Select, TextField } from "../parts/field.js";
import { Button } from "../parts/button.js";
import { Dialog } from "../parts/dialog.js";
import { t } from "../texts.js";

/** @typedef {import("../types.js").Step} Step */

/** What is set for one step beside its words. @param {{session: any}} props */
export function SettingsDialog({ session }) {
  const step = session.step(session.settingsOf.value);
  if (!step) return null;
  return html`<${Form} key=${step.key} session=${session} step=${step} />`;
}

/** @param {{session: any, step: Step}} props */
function Form({ session, step }) {
  const [values, setValues] = useState(/** @type {Record<string, string>} */ ({}));
  const close = () => (session.settingsOf.value = null);
  const now = (/** @type {string} */ field) => values[field] ?? textOf(step.fields[field]);
  const set = (/** @type {string} */ field) => (/** @type {string} */ value) =>
    setValues({ ...values, [field]: value });
  const save = (/** @type {Event} */ event) => {
    event.preventDefault();
    for (const [field, value] of Object.entries(values)) {
      const written = value.trim() || null;
      if (written !== (textOf(step.fields[field]) || null)) {
        session.edit({ op: "set_field", at: step.key, field, value: written });
      }
    }
    close();
  };
  const has = (/** @type {string} */ field) => fieldsOf(step.kind).includes(field);
  return html`<${Dialog} title=${t("Settings of this step")} onClose=${close}>
    <form onSubmit=${save}>
      ${
        has("voice") &&
        html`<${Select}
          label=${t("Voice")}
          value=${now("voice")}
          onValue=${set("voice")}
          options=${voices(session, now("voice"))}
        />`
      }
      ${
        has("level") &&
        html`<${TextField}
          label=${t("Louder or softer, in dB")}
          hint=${t("−6 is half as loud; empty is as the others.")}
          value=${now("level")}
          onValue=${set("level")}
          inputmode="decimal"
        />`
      }
      ${
        has("speed") &&
        html`<${TextField}
          label=${t("Speed")}
          hint=${t("0.9 is slower than usual, 1.1 faster.")}
          value=${now("speed")}
          onValue=${set("speed")}
          inputmode="decimal"
        />`
      }
      ${
        has("every") &&
        html`<${TextField}
          label=${t("Each round lasts")}
          hint=${t("Such as 20 s; empty: as long as its lines.")}
          value=${now("every")}
          onValue=${set("every")}
        />`
      }
      ${
        has("count") &&
        html`<${Select}
          label=${t("Count the seconds aloud")}
          value=${now("count")}
          onValue=${set("count")}
          options=${counts()}
        />`
      }
      ${
        has("side") &&
        html`<${Select} label=${t("Heard from")} value=${now("side")} onValue=${set("side")} options=${sides()} />`
      }
      <${TextField}
        label=${t("Only in some rounds of a repeat")}
        hint=${t("Such as first, last, 2-3, odd; empty: in all.")}
        value=${now("on")}
        onValue=${set("on")}
      />
      <div class="actions">
        <${Button} kind="main" type="submit">${t("Save")}<//>
        <${Button} onClick=${close}>${t("Cancel")}<//>
      </div>
    </form>
  <//>`;
}

/** @param {string} kind */
function fieldsOf(kind) {
  switch (kind) {
    case "say":
      return ["voice", "level", "speed", "side"];
    case "bell":
    case "sound":
      return ["level", "side"];
    case "repeat":
      return ["voice", "level", "speed", "every"];
    case "breathe":
    case "hold":
      return ["voice", "level", "speed", "count"];
    default:
      return ["voice", "level", "speed"];
  }
}

/**
 * @param {any} session
 * @param {string} chosen
 * @returns {[string, string][]}
 */
function voices(session, chosen) {
  const names = new Set([...session.voices.value, ...(chosen ? [chosen] : [])]);
  return [
    ["", t("the voice of the track")],
    ...[...names].map((name) => /** @type {[string, string]} */ ([name, name])),
  ];
}

/** @returns {[string, string][]} */
const counts = () => [
  ["", t("no")],
  ["up", t("upwards")],
  ["down", t("downwards")],
];

/** @returns {[string, string][]} */
const sides = () => [
  ["", t("the middle")],
  ["left", t("the left")],
  ["right", t("the right")],
];

/** @param {any} value */
function textOf(value) {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
