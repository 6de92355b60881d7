/**
 * Typing into the script: a line becomes an operation after a short rest, and everything that the server has not confirmed
 * is kept by `Kept` at once.
 */
import { find, newKey } from "./tree.js";
import { ScriptState } from "./script_state.js";

/**
 * @typedef {import("../types.js").Document} Document
 * @typedef {import("../types.js").Operation} Operation
 * @typedef {import("../types.js").Step} Step
 */

const REST_MS = 600; // of the fingers, before a line is written into the script

export class Typing extends ScriptState {
  /** Send what waits, where it can be sent. @returns {Promise<void>} */
  async send() {}

  /**
   * Do an operation, its steps named by their keys.
   * @param {Operation} operation
   */
  edit(operation) {
    this.rest(operation.op === "set_text" ? operation.at : null);
    this.add(operation);
    this.keep();
    void this.send();
  }

  /**
   * Note what is typed into a line; it is written after a rest.
   * @param {string} key
   * @param {string} text
   */
  type(key, text) {
    this.typed.set(key, text);
    this.#restLater();
  }

  /**
   * Note what is typed into a setting; it is written after a rest.
   * @param {string} key
   * @param {string} field
   * @param {any} value
   */
  typeField(key, field, value) {
    this.typedFields.set(`${key} ${field}`, [key, field, value]);
    this.#restLater();
  }

  /** Note what is typed in the second tab, the whole text. @param {string} text */
  typeWhole(text) {
    const hasReturns = /\r\n/.test(this.document.value?.text || "");
    this.wholeText.value = hasReturns ? text.replace(/\r?\n/g, "\r\n") : text;
    this.keep();
    this.later(() => void this.send(), REST_MS);
  }

  #restLater() {
    this.countTyped();
    this.keep();
    this.later(() => this.rest(), REST_MS);
  }

  countTyped() {
    this.typing.value = this.typed.size + this.typedFields.size;
  }

  /**
   * Make operations of what is typed.
   * @param {string|null} [except] a line whose text is being set otherwise
   */
  rest(except = null) {
    clearTimeout(this.timer);
    if (this.typed.size + this.typedFields.size === 0) return;
    for (const [key, text] of [...this.typed]) {
      const words = text.replace(/\s+/g, " ").trim();
      if (!words && key !== except && this.controls.get(key) === document.activeElement) continue; // more may come
      this.typed.delete(key);
      if (key !== except) this.#written(key, words);
    }
    const fields = [...this.typedFields.values()];
    this.typedFields.clear();
    for (const [key, field, value] of fields) this.add({ op: "set_field", at: key, field, value });
    this.countTyped();
    this.keep();
    void this.send();
  }

  /**
   * @param {string} key
   * @param {string} text
   */
  #written(key, text) {
    const blank = this.blank.find((operation) => operation.key === key);
    if (blank && text) {
      this.setBlank(this.blank.filter((operation) => operation !== blank));
      this.add({ ...blank, step: { ...blank.step, text } });
      return;
    }
    const step = find(this.steps.value, key)?.step;
    if (blank || !step || text === (step.text || "")) return;
    if (text) this.add({ op: "set_text", at: key, text });
    else if (step.kind === "hold") this.add({ op: "set_field", at: key, field: "say", value: null });
    else this.add({ op: "delete", at: [key] });
  }

  /**
   * Show a new step that has no words yet; it goes into the script with its first word.
   * @param {Record<string, any>} place {after|before|into: key}
   * @param {any} [step]
   * @returns {string} its key
   */
  begin(place, step = { kind: "say", text: "" }) {
    this.rest();
    const key = newKey();
    this.setBlank([...this.blank, { ...place, op: "insert", step, key }]);
    this.show();
    this.focus(key, 0);
    return key;
  }

  /** Take a new step without words away again. @param {string} key */
  forget(key) {
    if (this.typed.get(key)?.trim()) return;
    this.typed.delete(key);
    this.setBlank(this.blank.filter((operation) => operation.key !== key));
    this.show();
  }

  keep() {
    const found = this.document.value;
    if (!found) return;
    if (!this.unsaved) {
      this.kept.drop();
      return;
    }
    const named = (/** @type {Operation} */ operation) => ({ ...operation, ...wiredPlaces(operation, this.confirmed) });
    /** @type {Operation[]} */
    const typed = [...this.typed].map(([key, text]) => {
      const blank = this.blank.find((operation) => operation.key === key);
      return blank ? { ...blank, step: { ...blank.step, text } } : { op: "set_text", at: key, text };
    });
    const fields = [...this.typedFields.values()].map(([at, field, value]) => ({ op: "set_field", at, field, value }));
    const operations = [...this.pending.value, ...typed.filter((one) => (one.step || one).text.trim()), ...fields];
    this.kept.keep({
      version: found.version,
      base: found.text,
      operations: operations.map(named),
      text: this.wholeText.value,
      at: Date.now(),
    });
  }
}

/**
 * The places of an operation where they are known, for a draft.
 * @param {Operation} operation
 * @param {Step[]} steps
 */
function wiredPlaces(operation, steps) {
  /** @type {Record<string, any>} */
  const places = {};
  for (const place of ["at", "after", "before", "into"]) {
    const named = operation[place];
    const known = (/** @type {string} */ key) => find(steps, key)?.step.id || key;
    if (named !== undefined) places[place] = Array.isArray(named) ? named.map(known) : known(named);
  }
  return places;
}
