/** One script in the editor: what the server has of it, what is on its way there, and what is being typed. */
import { batch, computed, signal } from "../parts/dom.js";
import { Kept } from "./draft.js";
import { adopted } from "./adopt.js";
import { foresee } from "./foresee.js";
import { walk } from "./tree.js";

/**
 * @typedef {import("../types.js").Document} Document
 * @typedef {import("../types.js").Operation} Operation
 * @typedef {import("../types.js").Step} Step
 */

export class ScriptState {
  /** @param {string} name of the script */
  constructor(name) {
    this.name = name;
    this.path = `/api/scripts/${encodeURIComponent(name)}`;
    this.kept = new Kept(name);
    this.document = signal(/** @type {Document|null} */ (null));
    /** The steps as the server has them, with keys. @type {Step[]} */
    this.confirmed = [];
    this.steps = signal(/** @type {Step[]} */ ([]));
    this.pending = signal(/** @type {Operation[]} */ ([]));
    /** What is typed into lines, by their keys. @type {Map<string, string>} */
    this.typed = new Map();
    /** What is typed into settings: the step's key, the setting, its value. @type {Map<string, [string, string, any]>} */
    this.typedFields = new Map();
    this.typing = signal(0);
    /** New lines that have no words yet. @type {Operation[]} */
    this.blank = [];
    this.wholeText = signal(/** @type {string|null} */ (null));
    this.selected = signal(/** @type {string|null} */ (null));
    this.anchor = signal(/** @type {string|null} */ (null));
    this.offline = signal(false);
    this.sending = signal(false);
    this.failure = signal(/** @type {any} */ (null));
    this.conflict = signal(/** @type {{disk: Document, mine: string}|null} */ (null));
    this.state = computed(() => this.savedState());
    /** The controls of the steps, by their keys. @type {Map<string, HTMLElement>} */
    this.controls = new Map();
    this.wanted = /** @type {{key: string, caret: number|null}|null} */ (null);
    this.timer = 0;
    /** @type {(() => void)[]} */
    this.waiting = [];
    this.closed = false;
  }

  /** "saved", "typing", "saving", "offline" or "conflict". */
  savedState() {
    if (this.conflict.value) return "conflict";
    if (this.offline.value) return "offline";
    if (this.sending.value) return "saving";
    return this.typing.value > 0 || this.pending.value.length > 0 || this.wholeText.value !== null ? "typing" : "saved";
  }

  /** Whether something is not yet in the script. */
  get unsaved() {
    return (
      this.typed.size + this.typedFields.size > 0 || this.pending.value.length > 0 || this.wholeText.value !== null
    );
  }

  /**
   * Take the server's document as what is so.
   * @param {Document} found
   * @param {boolean} [first] with its places as keys, by which a draft names its steps
   */
  take(found, first = false) {
    const shown = this.confirmed;
    const named = (/** @type {Step[]} */ steps) => {
      for (const step of walk(steps)) step.key = step.id;
    };
    if (first) named(found.outline.steps);
    batch(() => {
      this.confirmed = first ? found.outline.steps : adopted(shown, found.outline.steps);
      this.document.value = found;
      this.show();
    });
  }

  show() {
    let steps = this.confirmed;
    for (const operation of this.pending.value) steps = foresee(steps, operation);
    for (const operation of this.blank) steps = foresee(steps, operation);
    this.steps.value = steps;
  }

  /** @param {Operation} operation */
  add(operation) {
    batch(() => {
      this.pending.value = [...this.pending.value, operation];
      this.show();
    });
  }

  /** An operation was done: what was foreseen of it is so. @param {Operation} operation */
  confirm(operation) {
    this.confirmed = foresee(this.confirmed, operation);
  }

  /** @param {Operation[]} operations the new lines that have no words yet */
  setBlank(operations) {
    this.blank = operations;
  }

  /** Do something after a rest; what waited before is forgotten. @param {() => void} work @param {number} rest_ms */
  later(work, rest_ms) {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(work, rest_ms);
  }

  /** Whether a step is shown only. @param {string} key */
  isBlank(key) {
    return this.blank.some((operation) => operation.key === key);
  }

  /**
   * What a line says now, typed or not.
   * @param {Step} step
   */
  textOf(step) {
    return this.typed.get(step.key) ?? (step.text || "");
  }

  /** The key of a step by its place. @param {string} id @returns {string|null} */
  keyOf(id) {
    for (const step of walk(this.steps.value)) if (step.id === id) return step.key;
    return null;
  }

  /** Put the cursor into a step once it is drawn. @param {string|null} key @param {number|null} caret */
  focus(key, caret) {
    if (!key) return;
    this.selected.value = key;
    this.anchor.value = null;
    this.wanted = { key, caret };
    this.#focusWanted(); // or as soon as it is drawn, before the next key comes
  }

  #focusWanted() {
    const wanted = this.wanted;
    const control = wanted && this.controls.get(wanted.key);
    if (!wanted || !control?.isConnected) return;
    this.wanted = null;
    control.focus();
    if (wanted.caret !== null && (control instanceof HTMLTextAreaElement || control instanceof HTMLInputElement)) {
      const at = wanted.caret < 0 ? control.value.length + 1 + wanted.caret : wanted.caret;
      control.setSelectionRange(at, at);
    }
  }

  /** Note the control of a step. @param {string} key @param {HTMLElement|null} control */
  controlOf(key, control) {
    if (control) this.controls.set(key, control);
    else this.controls.delete(key);
    if (control && this.wanted?.key === key) this.#focusWanted();
  }
}
