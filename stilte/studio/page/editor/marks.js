/**
 * What the rows show of the whole script: which is selected, heard or found, where each begins, what is wrong with it.
 *
 * Each row has a signal of its own, so that a key draws the two or three rows anew that it changes, and asks nothing of
 * the hundreds of others. The time at which a row begins has another: a line more moves all times after it, and nothing
 * else of those rows is to be drawn for that.
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
  stretches: false,
  problems: [],
};

export class Marks {
  constructor() {
    /** @type {Map<string, {value: Mark}>} */
    this.rows = new Map();
    /** @type {Map<string, {value: string}>} */
    this.times = new Map();
  }

  /** The mark of a row, a signal. @param {string} key */
  of(key) {
    return ownOf(this.rows, key, NONE);
  }

  /** The time at which a row begins, a signal; "" where that is not known. @param {string} key */
  timeOf(key) {
    return ownOf(this.times, key, "");
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
      this.#told(() => mapped(session.starts.value, clock)),
      this.#each("stretches", () => new Map([...session.stretches.value].map((key) => [key, true]))),
      this.#each("problems", () => session.problems.value),
    ];
    return () => ends.forEach((end) => end());
  }

  /** Keep the times of all rows. @param {() => Map<string, string>} now */
  #told(now) {
    return effect(() => {
      const fresh = now();
      batch(() => {
        for (const [key, time] of this.times) if (!fresh.has(key)) time.value = "";
        for (const [key, time] of fresh) this.timeOf(key).value = time;
      });
    });
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
 * The signal of a row, made where there is none yet.
 * @template T
 * @param {Map<string, {value: T}>} signals
 * @param {string} key
 * @param {T} first
 */
function ownOf(signals, key, first) {
  let own = signals.get(key);
  if (!own) {
    own = signal(first);
    signals.set(key, own);
  }
  return own;
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
