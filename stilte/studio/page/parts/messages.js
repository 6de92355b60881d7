/** What happened, said on the screen and to a screen reader. */
import { html, signal } from "./dom.js";
import { Button } from "./button.js";
import { Icon } from "./icons.js";
import { t } from "../texts.js";

/** @typedef {{id: number, text: string, hint: string, kind: "done"|"wrong", action?: {text: string, run: () => void}}} Note */

const notes = signal(/** @type {Note[]} */ ([]));
const whispered = signal("");
let count = 0;

/**
 * Say that something was done; it goes away by itself.
 * @param {string} text
 * @param {{action?: {text: string, run: () => void}}} [options]
 */
export function say(text, { action } = {}) {
  const id = add({ text, hint: "", kind: "done", action });
  setTimeout(() => dismiss(id), action ? 12000 : 6000);
}

/**
 * Say what went wrong; it stays until it is closed.
 * @param {any} error an ApiError, or any other
 */
export function fail(error) {
  if (error instanceof DOMException && error.name === "AbortError") return;
  const text = error?.message || String(error);
  if (notes.value.some((note) => note.text === text)) return;
  const others = (error?.problems || []).slice(1, 4).map((/** @type {{text: string}} */ problem) => problem.text);
  add({ text, hint: [error?.hint, ...others].filter(Boolean).join(" "), kind: "wrong" });
}

/**
 * Tell a screen reader only (progress, where the focus went).
 * @param {string} text
 */
export function announce(text) {
  whispered.value = text === whispered.value ? `${text}\u00a0` : text; // said again where it is the same
}

/** @param {Omit<Note, "id">} note */
function add(note) {
  count += 1;
  notes.value = [...notes.value.slice(-3), { ...note, id: count }];
  return count;
}

/** @param {number} id */
function dismiss(id) {
  notes.value = notes.value.filter((note) => note.id !== id);
}

/** @param {Note} note */
function act(note) {
  dismiss(note.id);
  note.action?.run();
}

/** The place of all messages. */
export function Messages() {
  return html`
    <div class="messages" role="region" aria-label=${t("Messages")}>
      <div role="status" aria-live="polite">${shown("done")}</div>
      <div role="alert">${shown("wrong")}</div>
    </div>
    <div class="unseen" aria-live="polite" id="announced">${whispered.value}</div>
  `;
}

/** @param {"done"|"wrong"} kind */
function shown(kind) {
  return notes.value
    .filter((note) => note.kind === kind)
    .map(
      (note) =>
        html`<div key=${note.id} class=${`message ${kind}`}>
          <${Icon} name=${kind === "done" ? "done" : "warning"} />
          <div>
            <p>${note.text}</p>
            ${note.hint && html`<p class="hint">${note.hint}</p>`}
          </div>
          ${note.action && html`<${Button} kind="quiet" onClick=${() => act(note)}>${note.action.text}<//>`}
          <${Button} kind="quiet" icon="close" label=${t("Close this message")} onClick=${() => dismiss(note.id)} />
        </div>`,
    );
}
