/** What becomes of lines that are not recorded: a switch, with its consequence beside it. */
import { html } from "../parts/dom.js";
import { Checkbox } from "../parts/field.js";
import { fail } from "../parts/messages.js";
import { put } from "../api.js";
import { t } from "../texts.js";

/** @param {{session: import("./session.js").Session}} props */
export function MissingLines({ session }) {
  const { missing, others } = session.sheet.value;
  if (!others) return null;
  const change = (/** @type {boolean} */ on) =>
    put(`/api/voices/${encodeURIComponent(session.voice)}`, { others_speak: on }).then(() => session.load(), fail);
  return html`<${Checkbox}
    label=${t("A machine's voice says the lines that are missing")}
    hint=${
      missing === "next"
        ? t("A track can be built at once; listeners are told that a part of it is an AI voice.")
        : t("A track is only built when every line of it is recorded.")
    }
    value=${missing === "next"}
    onValue=${change}
  />`;
}
