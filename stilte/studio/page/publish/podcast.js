/** The podcast's place: a folder, a server by SFTP, or a bucket; and what would go there. */
import { html, useState } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { t } from "../texts.js";
import { PlaceForm } from "./place_form.js";
import { Plan } from "./plan.js";

/** @param {{state: any, onChange: () => void}} props */
export function Podcast({ state, onChange }) {
  const { place, folder, media } = state.podcast;
  const [editing, setEditing] = useState(false);
  return html`<section class="place card" aria-label=${t("Podcast")}>
    <h3>${t("Podcast")}</h3>
    ${
      editing
        ? html`<${PlaceForm}
            place=${place}
            onDone=${() => {
              setEditing(false);
              onChange();
            }}
          />`
        : html`<p class="where">
            <span>${place || t("the folder {folder} of this project", { folder })}</span>
            <${Button}
              kind="quiet"
              icon="edit"
              label=${t("Choose another place for the podcast")}
              onClick=${() => setEditing(true)}
            />
          </p>`
    }
    ${media && html`<p class="hint">${t("Listeners find it at {address}.", { address: media })}</p>`}
    <${Plan} to="podcast" key=${`${place} ${state.finished}`} ready=${state.finished > 0} />
  </section>`;
}
