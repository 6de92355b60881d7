import { html, useState } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { Dialog } from "../parts/dialog.js";
import { TextField } from "../parts/field.js";
import { fail } from "../parts/messages.js";
import { post } from "../api.js";
import { t } from "../texts.js";

/** @param {{track: import("../types.js").Track, onClose: () => void, onChange: () => void}} props */
export function Rename({ track, onClose, onChange }) {
  const [title, setTitle] = useState(track.title);
  const [busy, setBusy] = useState(false);
  const rename = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!title.trim()) return;
    setBusy(true);
    try {
      await post(`/api/scripts/${encodeURIComponent(track.name)}/rename`, { title: title.trim() });
      onChange();
      onClose();
    } catch (error) {
      fail(error);
      setBusy(false);
    }
  };
  return html`<${Dialog} title=${t("Rename the track")} onClose=${onClose}>
    <form onSubmit=${rename}>
      <${TextField}
        label=${t("Title")}
        value=${title}
        onValue=${setTitle}
        error=${!title.trim() && t("A track needs a title.")}
        hint=${track.published.length > 0 && t("It is published; there it gets its new title with the next publishing.")}
        autofocus
      />
      <div class="actions">
        <${Button} kind="main" type="submit" busy=${busy} disabled=${!title.trim()}>${t("Rename")}<//>
        <${Button} onClick=${onClose}>${t("Cancel")}<//>
      </div>
    </form>
  <//>`;
}
