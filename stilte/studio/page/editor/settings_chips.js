/** What is set for a step beside its words: who says it, how loud, in which rounds. */
import { html } from "../parts/dom.js";
import { t } from "../texts.js";

const SHOWN = ["voice", "level", "speed", "side", "on", "only", "at"];

/** @param {{session: any, step: import("../types.js").Step}} props */
export function Settings({ session, step }) {
  const set = SHOWN.filter((field) => step.fields[field] !== undefined);
  if (set.length === 0) return null;
  return html`<span class="settings">
    ${set.map((field) =>
      field === "voice" && typeof step.fields.voice === "string"
        ? html`<${Voice} key="voice" session=${session} step=${step} />`
        : html`<button
            key=${field}
            type="button"
            class=${`chip setting ${field}`}
            onClick=${() => (session.settingsOf.value = step.key)}
          >
            ${wordsOf(field, step.fields[field])}
          </button>`,
    )}
  </span>`;
}

/** The voice of this step alone: seen, and chosen, where it stands. @param {{session: any, step: import("../types.js").Step}} props */
function Voice({ session, step }) {
  const now = step.fields.voice;
  const names = new Set([...session.voices.value, now]);
  const set = (/** @type {any} */ event) => {
    const chosen = event.currentTarget.value;
    session.edit({ op: "set_field", at: step.key, field: "voice", value: chosen || null });
    if (!chosen) session.focus(step.key, null); // the chip goes away
  };
  return html`<select class="chip setting voice" aria-label=${t("Voice")} onChange=${set}>
    <option value="">${t("the voice of the track")}</option>
    ${[...names].map(
      (name) => html`<option key=${name} value=${name} selected=${name === now}>${wordsOf("voice", name)}</option>`,
    )}
  </select>`;
}

/**
 * A setting in words.
 * @param {string} field
 * @param {any} value
 */
export function wordsOf(field, value) {
  const shown = Array.isArray(value)
    ? value.join(" → ")
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);
  switch (field) {
    case "voice":
      return t("voice {name}", { name: shown });
    case "level":
      return t("{level} dB", { level: shown.replace("-", "−") });
    case "speed":
      return t("speed {speed}", { speed: shown });
    case "side":
      return shown === "left" ? t("from the left") : t("from the right");
    case "on":
      return t("in rounds: {rounds}", { rounds: shown });
    case "only":
      return t("only in: {tracks}", { tracks: shown });
    case "at":
      return t("at {seconds} s", { seconds: shown.replace("-", "−") });
    default:
      return `${field} ${shown}`;
  }
}
