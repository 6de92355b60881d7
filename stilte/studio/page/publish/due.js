/** Dates: on which day each track is to be out, and publishing what is due now. */
import { html, useState } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { TextField } from "../parts/field.js";
import { fail } from "../parts/messages.js";
import { get, post, saving } from "../api.js";
import { t } from "../texts.js";
import { DuePlan } from "./due_plan.js";

/** @param {{tracks: any[], state: any, onChange: () => void}} props */
export function Due({ tracks, state, onChange }) {
  if (!tracks.length) return null;
  return html`<section>
    <h2>${t("On which day")}</h2>
    <p class="meta">
      ${t("A track goes out on its day, not before. One without a day stays out of the podcast, and can go to the blog.")}
    </p>
    <ul class="dates">
      ${tracks.map((track) => html`<${Day} key=${track.name} track=${track} onChange=${onChange} />`)}
    </ul>
    <${DuePlan} state=${state} />
  </section>`;
}

/** @param {{track: any, onChange: () => void}} props */
function Day({ track, onChange }) {
  const written = (track.due || "").slice(0, 10);
  const [busy, setBusy] = useState(false);
  const path = `/api/scripts/${encodeURIComponent(track.name)}`;
  const save = async (/** @type {string} */ value) => {
    if (value === written || (value && value.length < 10)) return;
    setBusy(true);
    try {
      await saving(setDate(path, value || null));
      onChange();
    } catch (error) {
      fail(error);
    }
    setBusy(false);
  };
  const today = new Date().toLocaleDateString("sv");
  return html`<li>
    <${TextField}
      type="date"
      label=${track.title}
      value=${written}
      disabled=${busy}
      onValue=${() => {}}
      onChange=${(/** @type {any} */ event) => save(event.currentTarget.value)}
    />
    ${written !== today && html`<${Button} kind="quiet" label=${t("{title}: today", { title: track.title })} onClick=${() => save(today)}>${t("Today")}<//>`}
  </li>`;
}

/** @param {string} path @param {string|null} value */
async function setDate(path, value) {
  const { version } = await get(path);
  await post(`${path}/edit`, { version, operation: { op: "set_header", field: "date", value } });
}
