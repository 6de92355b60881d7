/** The routine as a person reads it. */
import { html } from "../parts/dom.js";
import { Menu } from "../parts/menu.js";
import { Problems } from "./problems.js";
import { Steps } from "./steps.js";
import { Unreadable } from "./unreadable.js";
import { newSteps } from "./new_steps.js";
import { t } from "../texts.js";

/** @param {{session: any}} props */
export function Routine({ session }) {
  const steps = session.steps.value;
  const unread = session.document.value.outline.unread || [];
  const last = steps[steps.length - 1];
  return html`<div class="routine">
    <${Problems} found=${session.marks.of("").value.problems} />
    ${unread.map(
      (/** @type {any} */ part) =>
        html`<div key=${`${part.line}`} class="unread">
          ${part.problem && html`<p class="wrong">${part.problem.text} ${part.problem.hint}</p>`}
          <${Unreadable} session=${session} step=${part} />
        </div>`,
    )}
    <${Steps} session=${session} steps=${steps} />
    ${steps.length === 0 && html`<p class="empty">${t("There is nothing here yet. Begin with a line.")}</p>`}
    <div class="add-last">
      <${Menu}
        label=${t("Put something at the end")}
        text=${t("Put something at the end")}
        icon="add"
        side="left"
        kind="plain"
        items=${newSteps(session, last?.key || null)}
      />
    </div>
    <datalist id="beds">
      ${session.beds.value.map((/** @type {string} */ name) => html`<option key=${name} value=${name} />`)}
    </datalist>
    <datalist id="patterns">
      <option value="4-6" />
      <option value="5-7" />
      <option value="box" />
      <option value="coherent" />
      <option value="4-7-8" />
    </datalist>
  </div>`;
}
