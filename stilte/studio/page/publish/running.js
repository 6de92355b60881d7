/** How far publishing is, with a button that stops it. */
import { html } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { fail } from "../parts/messages.js";
import { Progress } from "../parts/progress.js";
import { remove } from "../api.js";
import { t } from "../texts.js";

/** @param {{job: any}} props */
export function Running({ job }) {
  return html`<div class="fetching">
    <${Progress} label=${t("Publishing")} fraction=${job.fraction} text=${job.text} />
    <${Button}
      kind="quiet"
      icon="close"
      label=${t("Stop publishing")}
      onClick=${() => remove(`/api/jobs/${job.job}`).catch(fail)}
    />
  </div>`;
}
