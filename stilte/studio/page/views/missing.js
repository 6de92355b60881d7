import { html } from "../parts/dom.js";
import { t } from "../texts.js";

/** Say that there is no such page. */
export default function Missing() {
  return html`
    <div class="page narrow">
      <h1>${t("There is no page here")}</h1>
      <p><a href="/tracks">${t("To your tracks")}</a></p>
    </div>
  `;
}
