import { Writing } from "./line.js";
import { html } from "../parts/dom.js";
import { t } from "../texts.js";

/** The beginning of a chapter. @param {{session: any, step: import("../types.js").Step}} props */
export function ChapterStep({ session, step }) {
  return html`<div class="chapter">
    <${Writing}
      session=${session}
      step=${step}
      label=${t("Title of a chapter")}
      placeholder=${t("Title of the chapter")}
      look="title"
    />
  </div>`;
}

/** A note for the reader, never spoken. @param {{session: any, step: import("../types.js").Step}} props */
export function NoteStep({ session, step }) {
  return html`<div class="note">
    <span class="what">${t("Note, not spoken")}</span>
    <${Writing} session=${session} step=${step} label=${t("Note, not spoken")} placeholder=${t("For the show notes")} />
  </div>`;
}
