/** What a track says of itself: title, description, date, and how it breathes and pauses. */
import { TextArea, TextField } from "../parts/field.js";
import { html, useState } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { Dialog } from "../parts/dialog.js";
import { t } from "../texts.js";

/** @param {{session: any, onClose: () => void}} props */
export function About({ session, onClose }) {
  const header = session.header.value;
  const [values, setValues] = useState(/** @type {Record<string, string>} */ ({}));
  const now = (/** @type {string} */ field) => values[field] ?? textOf(header[field]);
  const set = (/** @type {string} */ field) => (/** @type {string} */ value) =>
    setValues({ ...values, [field]: value });
  const save = (/** @type {Event} */ event) => {
    event.preventDefault();
    for (const [field, value] of Object.entries(values)) {
      if (value.trim() !== textOf(header[field]).trim()) session.setHeader(field, written(field, value));
    }
    onClose();
  };
  return html`<${Dialog} title=${t("About this track")} onClose=${onClose}>
    <form onSubmit=${save}>
      <${TextField}
        label=${t("Title")}
        value=${now("title")}
        onValue=${set("title")}
        error=${!now("title").trim() && t("A track needs a title.")}
      />
      <${TextField} label=${t("Subtitle")} value=${now("subtitle")} onValue=${set("subtitle")} />
      <${TextArea}
        label=${t("Description")}
        hint=${t("For the show notes: what it is, and for whom.")}
        value=${now("description")}
        onValue=${set("description")}
        rows="5"
      />
      <div class="pair">
        <${TextField}
          label=${t("Breath")}
          hint=${t("Seconds in and out, such as 4-6.")}
          value=${now("breath")}
          onValue=${set("breath")}
        />
        <${TextField}
          label=${t("Quiet after each line")}
          hint=${t("In seconds, where a line has none of its own.")}
          value=${now("pause")}
          onValue=${set("pause")}
        />
      </div>
      <div class="pair">
        <${TextField} label=${t("Date of publication")} type="date" value=${now("date")} onValue=${set("date")} />
        <${TextField} label=${t("Tags")} hint=${t("Between commas.")} value=${now("tags")} onValue=${set("tags")} />
      </div>
      <div class="actions">
        <${Button} kind="main" type="submit" disabled=${!now("title").trim()}>${t("Save")}<//>
        <${Button} onClick=${onClose}>${t("Cancel")}<//>
      </div>
    </form>
  <//>`;
}

/** @param {any} value */
function textOf(value) {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map(String).join(", ");
  return typeof value === "object" ? Object.values(value).join("-") : String(value);
}

/**
 * @param {string} field
 * @param {string} value
 */
function written(field, value) {
  if (!value.trim()) return null;
  if (field !== "tags") return value.trim();
  return value
    .split(",")
    .map((tag) => tag.trim())
    .filter(Boolean);
}
