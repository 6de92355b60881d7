/** The cover at the sizes at which directories and players show it. */
import { html, useState } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { DropFile } from "../parts/drop_file.js";
import { fail, say } from "../parts/messages.js";
import { request } from "../api.js";
import { t } from "../texts.js";

const SIZES = [300, 160, 88, 55];

/**
 * @param {{form: any, onForm: (form: any) => void, title: string, author: string,
 *   image: {value: string|null, onValue: (path: string) => void}}} props
 */
export function Cover({ form, onForm, title, author, image }) {
  const [busy, setBusy] = useState(false);
  const address = `/api/show/cover?${encodeURIComponent(form.version)}`;
  const take = async (/** @type {File} */ file) => {
    setBusy(true);
    try {
      onForm(await request("PUT", `/api/show/cover?version=${encodeURIComponent(form.version)}`, file));
      say(t("The picture is the cover now."));
    } catch (error) {
      fail(error);
    }
    setBusy(false);
  };
  return html`<div class="cover" aria-busy=${busy || undefined}>
    <div class="sizes">
      ${SIZES.map(
        (size) =>
          html`<figure key=${size}>
            <img
              src=${address}
              width=${size}
              height=${size}
              alt=${size === SIZES[0] ? t("The cover of {title}", { title: title || t("your show") }) : ""}
            />
            ${
              size === SIZES[0] &&
              html`<figcaption><strong>${title || t("your show")}</strong><span>${author}</span></figcaption>`
            }
          </figure>`,
      )}
    </div>
    <p class="hint">
      ${
        form.values.image
          ? t("Your own picture, as it is seen in a list, on a phone and beside an episode.")
          : t("Drawn from the breaths of your tracks. Give a picture of your own to replace it.")
      }
    </p>
    ${
      form.exists
        ? html`${image.value && html`<${Button} kind="quiet" onClick=${() => image.onValue("")}>${t("Without a picture of your own")}<//>`}
            <${DropFile}
              label=${t("A picture of your own, square, 1400 to 3000 pixels wide")}
              name="image"
              accept="image/jpeg,image/png"
              onFile=${take}
            />`
        : html`<p class="hint">${t("Begin the show first; then you can give it a picture.")}</p>`
    }
  </div>`;
}
