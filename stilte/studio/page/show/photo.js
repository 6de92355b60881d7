/** The teacher's photo. */
import { html, useState } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { DropFile } from "../parts/drop_file.js";
import { fail, say } from "../parts/messages.js";
import { request } from "../api.js";
import { t } from "../texts.js";

/** @param {{form: any, onForm: (form: any) => void, value: string|null, remove: () => void}} props */
export function Photo({ form, onForm, value, remove }) {
  const [busy, setBusy] = useState(false);
  if (!form.exists) return html`<p class="hint">${t("Begin the show first; then you can give it a photo of you.")}</p>`;
  const take = async (/** @type {File} */ file) => {
    setBusy(true);
    try {
      onForm(await request("PUT", `/api/show/photo?version=${encodeURIComponent(form.version)}`, file));
      say(t("The photo is on your pages from the next build on."));
    } catch (error) {
      fail(error);
    }
    setBusy(false);
  };
  return html`<div class="photo" aria-busy=${busy || undefined}>
    ${
      value &&
      html`<img
          src=${`/api/show/photo?${encodeURIComponent(form.version)}`}
          width="88"
          height="88"
          alt=${t("Your photo")}
        />
        <${Button} kind="quiet" icon="trash" onClick=${remove}>${t("Without a photo")}<//>`
    }
    <${DropFile}
      label=${t("A photo of you, cut to a square")}
      name="photo"
      accept="image/jpeg,image/png"
      onFile=${take}
    />
  </div>`;
}
