/** What can be done with the selected step, or with the steps that are selected together. */
import { Fragment, html } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { Menu } from "../parts/menu.js";
import { newSteps } from "./new_steps.js";
import { plural, t } from "../texts.js";

/** @typedef {import("../types.js").Step} Step */

/** @param {{session: any, step: Step}} props */
export function StepTools({ session, step }) {
  const count = session.range.value.length;
  const isBlank = session.isBlank(step.key);
  return html`<div class="step-tools" role="toolbar" aria-label=${t("The selected step")}>
    ${count > 1 && html`<span class="count">${plural("{n} step selected", "{n} steps selected", count)}</span>`}
    ${!isBlank && html`<${Button} kind="quiet" icon="play" label=${t("Hear from here (Ctrl and Space)")} onClick=${() => session.hear(step.key)} />`}
    ${step.kind === "say" && count === 1 && !isBlank && html`<${LineTools} session=${session} step=${step} />`}
    <${Menu}
      label=${t("Put something after it (Alt and Enter)")}
      icon="add"
      items=${newSteps(session, step.key)}
      asked=${session.insertAt.value === step.key}
      onAsked=${() => (session.insertAt.value = null)}
    />
    <${Menu} label=${t("More with this step")} items=${itemsOf(session, step)} />
  </div>`;
}

/** @param {{session: any, step: Step}} props */
function LineTools({ session, step }) {
  const ask = () => {
    session.wordOf.value = wordAt(session, step);
  };
  return html`<${Fragment}>
    <${Button} kind="quiet" icon="ear" label=${t("A word said wrong?")} onMouseDown=${keepCursor} onClick=${ask} />
    <${Button}
      kind="quiet"
      icon="voice"
      label=${t("The takes of this line")}
      onClick=${() => (session.takesOf.value = step.key)}
    />
  <//>`;
}

/** A click on the button leaves the cursor in its word. @param {Event} event */
function keepCursor(event) {
  event.preventDefault();
}

/**
 * The word in which the cursor stands, or that is selected.
 * @param {any} session
 * @param {Step} step
 */
export function wordAt(session, step) {
  const text = session.textOf(step);
  const area = session.controls.get(step.key);
  const isArea = area instanceof HTMLTextAreaElement;
  const [from, to] = isArea ? [area.selectionStart, area.selectionEnd] : [0, 0];
  if (to > from) return { key: step.key, word: text.slice(from, to).trim(), from };
  const words = text.replace(/<[^<>]*>/g, (/** @type {string} */ mark) => " ".repeat(mark.length)); // a mark is none
  for (const found of words.matchAll(/[\p{L}\p{M}\p{N}'’-]+/gu)) {
    if (found.index + found[0].length >= from) return { key: step.key, word: found[0], from: found.index };
  }
  return { key: step.key, word: "", from: 0 };
}

/**
 * @param {any} session
 * @param {Step} step
 */
function itemsOf(session, step) {
  const isBlank = session.isBlank(step.key);
  const isFrame = step.kind === "repeat";
  const withSettings = ["say", "breathe", "hold", "bell", "sound", "repeat", "include"].includes(step.kind);
  return [
    ...(withSettings && !isBlank
      ? [{ text: t("Settings"), icon: "edit", run: () => (session.settingsOf.value = step.key) }]
      : []),
    { text: t("Move up (Alt and ↑)"), icon: "up", disabled: isBlank, run: () => session.moveSelected(-1) },
    { text: t("Move down (Alt and ↓)"), icon: "down", disabled: isBlank, run: () => session.moveSelected(1) },
    { text: t("Repeat it"), icon: "repeat", disabled: isBlank, run: () => session.wrap({ kind: "repeat", times: 3 }) },
    ...(isFrame
      ? [
          {
            text: t("Take out of the repeat"),
            icon: "close",
            run: () => session.edit({ op: "unwrap", at: step.key, select: true }),
          },
        ]
      : []),
    null,
    {
      text: t("Delete (Alt and Delete)"),
      icon: "trash",
      danger: true,
      run: () => session.removeSteps(session.range.value),
    },
  ];
}
