/** The head of the editor: title, length, voice and music, undo and redo, search, hearing. */
import { html, useComputed } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { Chip } from "./chip.js";
import { Search } from "./search.js";
import { clock, t } from "../texts.js";

/** @param {{session: any, onAbout: () => void}} props */
export function Head({ session, onAbout }) {
  const found = session.document.value;
  const header = session.header.value;
  return html`<header class="editor-head">
    <a class="back" href="/tracks">${t("All tracks")}</a>
    <div class="title-row">
      <h1>${header.title || found.name}</h1>
      <${Button} kind="quiet" icon="edit" label=${t("Title, description and more")} onClick=${onAbout} />
    </div>
    ${header.subtitle && html`<p class="subtitle">${header.subtitle}</p>`}
    <div class="track-settings">
      <${Lengths} session=${session} />
      <${Choice}
        session=${session}
        field="voice"
        label=${t("Voice")}
        names=${session.voices.value}
        empty=${t("usual voice")}
      />
      <${Choice}
        session=${session}
        field="music"
        label=${t("Music")}
        names=${session.beds.value}
        empty=${t("no music")}
      />
    </div>
  </header>`;
}

/** How long the track is, and how long it should be. @param {{session: any}} props */
function Lengths({ session }) {
  const found = session.document.value;
  const wanted = session.header.value.length;
  const shown = Array.isArray(wanted) ? wanted.join(", ") : wanted || "";
  const set = (/** @type {string} */ typed) => {
    const parts = typed
      .split(/[,;]/)
      .map((part) => minutes(part.trim()))
      .filter(Boolean);
    const value = parts.length === 0 ? null : parts.length === 1 ? parts[0] : parts;
    session.setHeader("length", value);
  };
  const fits = found.timeline?.fits;
  const stretched = session.stretches.value.size;
  return html`<div class="lengths">
    <span class="length"
      ><span class="unseen">${t("Length:")}</span> ${found.length_s === null ? "–:––" : clock(found.length_s)}</span
    >
    <label>
      <span>${t("wanted")}</span>
      <${Chip}
        label=${t("Wanted length, such as 10m")}
        value=${shown}
        placeholder=${t("free")}
        onTyped=${set}
        class=${shown ? "" : "usual"}
      />
    </label>
    ${fits && stretched > 0 && html`<span class="hint">${t("the dotted quiet stretches")}</span>`}
  </div>`;
}

/** A bare number of a length counts minutes. @param {string} part */
function minutes(part) {
  return /^\d+([.,]\d+)?$/.test(part) ? `${part.replace(",", ".")}m` : part;
}

/** @param {{session: any, field: string, label: string, names: string[], empty: string}} props */
function Choice({ session, field, label, names, empty }) {
  const value = session.header.value[field];
  const isPlain = value === undefined || typeof value === "string";
  const known = isPlain && value && !names.includes(value) && value !== "none" ? [...names, value] : names;
  const set = (/** @type {any} */ event) => session.setHeader(field, event.currentTarget.value || null);
  return html`<label class="choice">
    <span>${label}</span>
    <select class="chip" onChange=${set} disabled=${!isPlain}>
      <option value="" selected=${!value || value === "none"}>${isPlain ? empty : t("several")}</option>
      ${known.map((name) => html`<option key=${name} value=${name} selected=${name === value}>${name}</option>`)}
    </select>
  </label>`;
}

/** What stays in sight: undo, redo, search, hearing, and whether all is saved. @param {{session: any}} props */
export function Tools({ session }) {
  const found = session.document.value;
  const hearing = session.hearing.now.value;
  const isQuiet = hearing === null;
  return html`<div class="editor-tools" role="toolbar" aria-label=${t("The routine")}>
    <${Button}
      kind="main"
      icon=${isQuiet ? "play" : "stop"}
      aria-pressed=${isQuiet ? "false" : "true"}
      onClick=${() => session.hear(null)}
      title=${t("Ctrl and Space")}
    >
      ${hearWords(hearing, session.hearing.spoken.value)}
    <//>
    <${Button}
      kind="quiet"
      icon="undo"
      label=${t("Undo (Ctrl and Z)")}
      disabled=${!session.canUndo.value}
      onClick=${() => session.turn("undo")}
    />
    <${Button}
      kind="quiet"
      icon="redo"
      label=${t("Redo (Ctrl, Shift and Z)")}
      disabled=${!found.can_redo}
      onClick=${() => session.turn("redo")}
    />
    <${Search} session=${session} />
    <${Saved} session=${session} />
  </div>`;
}

/**
 * What stands on the button that plays.
 * @param {{waiting: boolean}|null} hearing
 * @param {{ready: number, total: number}|null} spoken
 */
function hearWords(hearing, spoken) {
  if (hearing === null) return t("Hear");
  if (!hearing.waiting) return t("Stop");
  return spoken ? t("Speaking {ready} of {total}", spoken) : t("One moment");
}

/** @param {{session: any}} props */
function Saved({ session }) {
  const state = useComputed(() => session.state.value).value;
  const words = {
    saved: t("saved"),
    typing: t("typing"),
    saving: t("saving"),
    offline: t("not saved: the studio does not answer; it is kept here"),
    conflict: t("not saved"),
  }[/** @type {"saved"} */ (state)];
  return html`<span class=${`saved ${state}`} role=${state === "offline" ? "alert" : undefined}>${words}</span>`;
}
