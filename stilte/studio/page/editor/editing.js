/** What the author does in the editor, as operations of the session. */
import { computed, effect, signal, untracked } from "../parts/dom.js";
import { TOP, find, newKey, walk } from "./tree.js";
import { Session } from "./session.js";
import { t } from "../texts.js";
import { announce, fail } from "../parts/messages.js";
import { Hearing } from "./hearing.js";
import { get, listen } from "../api.js";

/** @typedef {import("../types.js").Step} Step */

const DEFAULT_QUIET = "4s"; // the language's own, where neither line nor script says another

const MARGIN = 90; // pixels at the ends of the window that are covered, or nearly

export class Editing extends Session {
  /** @param {string} name */
  constructor(name) {
    super(name);
    this.insertAt = signal(/** @type {string|null} */ (null));
    this.settingsOf = signal(/** @type {string|null} */ (null));
    this.takesOf = signal(/** @type {string|null} */ (null));
    this.wordOf = signal(/** @type {{key: string, word: string, from: number}|null} */ (null));
    this.lit = signal(/** @type {string|null} */ (null));
    this.found = signal(/** @type {string|null} */ (null));
    this.dropAt = signal(/** @type {{key: string, late: boolean}|null} */ (null));
    this.header = computed(() => {
      const entries = this.document.value?.outline.header || [];
      return Object.fromEntries(entries.map((entry) => [entry.key, entry.value]));
    });
    this.usualQuiet = computed(() => this.header.value.pause ?? DEFAULT_QUIET);
    this.spokenLanguage = computed(() => this.document.value?.outline.language || undefined);
    this.keys = computed(
      () => new Map([...walk(this.steps.value)].filter((step) => step.id).map((step) => [step.id, step.key])),
    );
    this.stretches = computed(() => this.#keysOf(this.document.value?.timeline?.fits?.stretches || []));
    this.starts = computed(() => this.#starts());
    this.problems = computed(() => this.#problems());
    this.range = computed(() => this.#range());
    this.canUndo = computed(() => Boolean(this.document.value?.can_undo) || this.state.value !== "saved");
    this.voices = signal(/** @type {string[]} */ ([]));
    this.beds = signal(/** @type {string[]} */ ([]));
    this.hearing = new Hearing(this);
    /** The steps that are being dragged. @type {string[]|null} */
    this.dragged = null;
    this.keepSelection = false;
    this.namesAsked = false;
  }

  /** Load the script, and the names of the project's voices and music. */
  open() {
    const close = super.open();
    const ends = effect(() => {
      if (this.document.value) untracked(() => this.#learnNames());
    });
    const unheard = listen("hear", (news) => {
      if (news.name === this.name && this.hearing.now.value?.waiting) this.hearing.spoken.value = news;
    });
    return () => {
      ends();
      unheard();
      this.hearing.stop();
      close();
    };
  }

  /** Get the names of voices and beds, once: after the script, which is waited for. */
  #learnNames() {
    if (this.namesAsked) return;
    this.namesAsked = true;
    get("/api/project").then((project) => {
      this.voices.value = project.voices;
      this.beds.value = project.beds;
    }, fail);
  }

  /** Play from a step, or stop. @param {string|null} key */
  hear(key) {
    void this.hearing.toggle(key);
  }

  /** Bring a step into sight; with `ifAway`, only where it is out of it. @param {string} key @param {boolean} [ifAway] */
  reveal(key, ifAway = false) {
    const row = document.querySelector(`[data-step="${CSS.escape(key)}"]`);
    if (!row) return;
    const box = row.getBoundingClientRect();
    const isSeen = box.top > MARGIN && box.bottom < window.innerHeight - 2 * MARGIN;
    if (ifAway && isSeen) return;
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    row.scrollIntoView({ block: "center", behavior: isCalm ? "auto" : "smooth" });
  }

  /** @param {string[]} ids */
  #keysOf(ids) {
    return new Set(ids.map((id) => this.keys.value.get(id)).filter((key) => key !== undefined));
  }

  #starts() {
    /** @type {Map<string, number>} */
    const starts = new Map();
    const timeline = this.document.value?.timeline;
    const chapters = (timeline?.chapters || []).filter((one) => this.#isChapter(/** @type {any} */ (one).step));
    for (const row of [...(timeline?.rows || []), ...chapters, ...(timeline?.breaths || [])]) {
      const key = this.keys.value.get(/** @type {any} */ (row).step);
      if (key && !(Number(starts.get(key)) <= row.start_s)) starts.set(key, row.start_s);
    }
    return starts;
  }

  /** Whether a chapter is written at a step; the first begins by itself, with what stands before it. @param {string} id */
  #isChapter(id) {
    return this.step(this.keys.value.get(id) || null)?.kind === "chapter";
  }

  /** The problems of each step, and those of none ("" ). */
  #problems() {
    /** @type {Map<string, any[]>} */
    const found = new Map();
    for (const problem of this.document.value?.problems || []) {
      const key = this.keys.value.get(/** @type {any} */ (problem).step) || "";
      found.set(key, [...(found.get(key) || []), problem]);
    }
    return found;
  }

  #range() {
    const [selected, anchor] = [this.selected.value, this.anchor.value];
    if (!selected) return [];
    const place = anchor && find(this.steps.value, anchor);
    const end = place ? place.list.findIndex((step) => step.key === selected) : -1;
    if (!place || end < 0) return [selected];
    const [first, last] = [Math.min(place.index, end), Math.max(place.index, end)];
    return place.list.slice(first, last + 1).map((step) => step.key);
  }

  /** @param {string} key @param {boolean} [extend] */
  select(key, extend = false) {
    if (extend) this.anchor.value = this.anchor.value || this.selected.value;
    else this.anchor.value = null;
    this.selected.value = key;
  }

  /** The handle of a step. @param {string} key @returns {HTMLElement|null} */
  grip(key) {
    return document.querySelector(`[data-grip="${CSS.escape(key)}"]`);
  }

  /** @param {string|null} key @returns {Step|null} */
  step(key) {
    return find(this.steps.value, key)?.step || null;
  }

  /** @param {string} key @param {string} text @param {number} at */
  splitLine(key, text, at) {
    const words = text.replace(/\s+/g, " ").trim();
    const head = text.slice(0, at).replace(/\s+/g, " ").trim();
    this.type(key, words);
    this.rest();
    const fresh = newKey();
    this.edit({ op: "split_line", at: key, offset: [...head].length, key: fresh });
    this.focus(fresh, 0);
  }

  /** @param {Step} before @param {Step} step */
  joinLines(before, step) {
    const at = this.textOf(before).trim().length;
    const isEmpty = !this.textOf(step).trim();
    this.rest();
    if (isEmpty) this.removeSteps([step.key], false);
    else this.edit({ op: "join_lines", at: [before.key, step.key] });
    this.focus(before.key, isEmpty ? at : at + 1);
  }

  /** Add lines after a step. @param {string} key @param {string[]} texts */
  addLines(key, texts) {
    let after = key;
    this.rest();
    for (const text of texts) {
      const fresh = newKey();
      this.edit({ op: "insert", after, step: { kind: "say", text: text.replace(/\s+/g, " ").trim() }, key: fresh });
      after = fresh;
    }
    this.focus(after, -1);
  }

  /** Put a new step after another. @param {string|null} key @param {any} step */
  insert(key, step) {
    /** @type {Record<string, any>} */
    const place = key ? { after: key } : { into: TOP };
    if (step.text === "") {
      this.begin(place, step);
      return;
    }
    const fresh = newKey();
    this.edit({ op: "insert", ...place, step, key: fresh });
    this.focus(fresh, null);
  }

  /** @param {string[]} keys @param {boolean} [refocus] */
  removeSteps(keys, refocus = true) {
    const place = find(this.steps.value, keys[0]);
    const next = place && (place.list[place.index + keys.length] || place.list[place.index - 1] || place.parent);
    keys.forEach((key) => this.typed.delete(key));
    const real = keys.filter((key) => !this.isBlank(key));
    keys.filter((key) => this.isBlank(key)).forEach((key) => this.forget(key));
    if (real.length) this.edit({ op: "delete", at: real });
    if (refocus && next) this.focus(next.key, null);
  }

  /** Move the selected steps up or down, into and out of repeats. @param {number} by */
  moveSelected(by) {
    const keys = this.range.value.filter((key) => !this.isBlank(key));
    const place = find(this.steps.value, by < 0 ? keys[0] : keys[keys.length - 1]);
    if (!place) return;
    const beside = place.list[place.index + by];
    const target = targetOf(beside, place.parent, by);
    if (!target) return;
    const [selected, anchor] = [this.selected.value, this.anchor.value];
    const onGrip = document.activeElement instanceof HTMLElement && document.activeElement.dataset.grip !== undefined;
    this.edit({ op: "move", at: keys, ...target });
    if (selected && !onGrip) this.focus(selected, null);
    if (selected && onGrip) requestAnimationFrame(() => this.grip(selected)?.focus());
    this.anchor.value = anchor;
    announce(by < 0 ? t("Moved up.") : t("Moved down."));
  }

  /** Put the dragged steps where they were dropped. @param {string[]} keys @param {{key: string, late: boolean}} to */
  drop(keys, to) {
    if (keys.includes(to.key)) return;
    const inside = keys.some((key) => find(this.step(key)?.steps || [], to.key));
    if (!inside) this.edit({ op: "move", at: keys, [to.late ? "after" : "before"]: to.key });
  }

  /** Put a frame around the selected steps. @param {any} frame */
  wrap(frame) {
    const keys = this.range.value.filter((key) => !this.isBlank(key));
    if (keys.length) this.edit({ op: "wrap", at: keys, in: frame, select: true });
  }

  /** @param {string} field @param {any} value */
  setHeader(field, value) {
    this.edit({ op: "set_header", field, value });
  }
}

/**
 * @param {Step|undefined} beside
 * @param {Step|null} parent
 * @param {number} by
 */
function targetOf(beside, parent, by) {
  const side = by < 0 ? "before" : "after";
  if (!beside) return parent && { [side]: parent.key };
  if (beside.kind !== "repeat" || !beside.steps) return { [side]: beside.key };
  const edge = by < 0 ? beside.steps[beside.steps.length - 1] : beside.steps[0];
  return edge ? { [by < 0 ? "after" : "before"]: edge.key } : { into: beside.key };
}
