/** What the editor shows of a script: what is selected, where each step begins, what is wrong with it, what is in sight. */
import { computed, effect, signal, untracked } from "../parts/dom.js";
import { Hearing } from "./hearing.js";
import { Marks } from "./marks.js";
import { Session } from "./session.js";
import { fail } from "../parts/messages.js";
import { find, walk } from "./tree.js";
import { get, listen } from "../api.js";

/** @typedef {import("../types.js").Step} Step */

const DEFAULT_QUIET = "4s"; // the language's own, where neither line nor script says another

const MARGIN = 90; // pixels at the ends of the window that are covered, or nearly

export class Shown extends Session {
  /** @param {string} name */
  constructor(name) {
    super(name);
    this.insertAt = signal(/** @type {string|null} */ (null));
    this.settingsOf = signal(/** @type {string|null} */ (null));
    this.takesOf = signal(/** @type {string|null} */ (null));
    this.wordOf = signal(/** @type {{key: string, word: string, from: number}|null} */ (null));
    this.lit = signal(/** @type {string|null} */ (null));
    this.found = signal(/** @type {string|null} */ (null));
    this.dropAt = signal(/** @type {{key: string, late: boolean, isInto: boolean}|null} */ (null));
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
    this.marks = new Marks();
    /** Whether every row is to be drawn now, also those far out of sight. */
    this.isWhole = signal(false);
    this.keepSelection = false;
    this.namesAsked = false;
  }

  /** Load the script, and the names of the project's voices and music. */
  open() {
    const close = super.open();
    const unmarked = this.marks.follow(this);
    const ends = effect(() => {
      if (this.document.value) untracked(() => this.#learnNames());
    });
    const unheard = listen("hear", (news) => {
      if (news.name === this.name && this.hearing.now.value?.waiting) this.hearing.spoken.value = news;
    });
    return () => {
      ends();
      unmarked();
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

  /** Bring a step into sight; with `ifAway`, only where it is out of it. @param {string} key @param {boolean} [ifAway] */
  reveal(key, ifAway = false) {
    const row = document.querySelector(`[data-step="${CSS.escape(key)}"]`);
    if (!row) {
      this.#drawThen(() => this.reveal(key, ifAway));
      return;
    }
    const box = row.getBoundingClientRect();
    const isSeen = box.top > MARGIN && box.bottom < window.innerHeight - 2 * MARGIN;
    if (ifAway && isSeen) return;
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    row.scrollIntoView({ block: "center", behavior: isCalm ? "auto" : "smooth" });
  }

  /** Draw every row, where some are not drawn yet, and then do something. @param {() => void} work */
  #drawThen(work) {
    if (this.isWhole.value) return;
    this.isWhole.value = true;
    requestAnimationFrame(work);
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
}
