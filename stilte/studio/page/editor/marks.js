/**
 * What the rows show of the whole script: which is selected, heard or found, where each begins, what is wrong with it.
 *
 * Each row has a signal of its own, so that a key draws the two or three rows anew that it changes, and asks nothing of
 * the hundreds of others.
 */
import { batch, effect, signal } from "../parts/dom.js";
import { clock } from "../texts.js";

/**
 * @typedef {object} Mark
 * @property {boolean} selected
 * @property {boolean} inRange selected together with others
 * @property {boolean} lit being heard
 * @property {boolean} found by the search
 * @property {""|"before"|"after"|"into"} drop where what is dragged would go
 * @property {string} time at which it begins, "" where that is not known
 * @property {boolean} stretches its quiet does
 * @property {any[]} problems
 */

/** @type {Mark} */
const NONE = {
  selected: false,
  inRange: false,
  lit: false,
  found: false,
  drop: "",
  time: "",
  stretches: false,
  problems: [],
};

export class Marks {
  constructor() {
    /** @type {Map<string, {value: Mark}>} */
    this.rows = new Map();
  }

  /** The mark of a row, a signal. @param {string} key */
  of(key) {
    let row = this.rows.get(key);
    if (!row) {
      row = signal(NONE);
      this.rows.set(key, row);
    }
    return row;
  }

  /**
   * Follow the script until the returned function is called.
   * @param {any} session a `Shown`
   * @returns {() => void}
   */
  follow(session) {
    const one = (/** @type {string|null} */ key, /** @type {any} */ value = true) => new Map(key ? [[key, value]] : []);
    const range = () => (session.range.value.length > 1 ? session.range.value : []);
    const dropped = () => session.dropAt.value;
    const ends = [
      this.#each("selected", () => one(session.selected.value)),
      this.#each("inRange", () => new Map(range().map((/** @type {string} */ key) => [key, true]))),
      this.#each("lit", () => one(session.lit.value)),
      this.#each("found", () => one(session.found.value)),
      this.#each("drop", () => one(dropped()?.key, sideOf(dropped()))),
      this.#each("time", () => mapped(session.starts.value, clock)),
      this.#each("stretches", () => new Map([...session.stretches.value].map((key) => [key, true]))),
      this.#each("problems", () => session.problems.value),
    ];
    return () => ends.forEach((end) => end());
  }

  /**
   * Keep one property of all rows as `now` gives it, by their keys; the others have none.
   * @param {keyof Mark} what
   * @param {() => Map<string, any>} now
   */
  #each(what, now) {
    /** @type {Map<string, any>} */
    let before = new Map();
    return effect(() => {
      const fresh = now();
      batch(() => {
        for (const key of before.keys()) if (!fresh.has(key)) this.#set(key, what, NONE[what]);
        for (const [key, value] of fresh) if (!alike(before.get(key), value)) this.#set(key, what, value);
      });
      before = fresh;
    });
  }

  /**
   * @param {string} key
   * @param {keyof Mark} what
   * @param {any} value
   */
  #set(key, what, value) {
    const row = this.of(key);
    row.value = { ...row.value, [what]: value };
  }
}

/**
 * @param {Map<string, any>} values
 * @param {(value: any) => any} change
 */
function mapped(values, change) {
  return new Map([...values].map(([key, value]) => [key, change(value)]));
}

/** @param {{late: boolean, isInto: boolean}|null} place */
function sideOf(place) {
  return place?.isInto ? "into" : place?.late ? "after" : "before";
}

/** Whether two values show the same. @param {any} old @param {any} fresh */
function alike(old, fresh) {
  return old === fresh || (Array.isArray(fresh) && JSON.stringify(old) === JSON.stringify(fresh));
}
