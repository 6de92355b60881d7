/** Going through all lines by itself, with the script's own quiet and breaths between them. */
import { signal } from "../parts/dom.js";
import { announce, fail } from "../parts/messages.js";
import { get } from "../api.js";
import { t } from "../texts.js";

const SHORTEST_S = 1;
const BEFORE_S = 0.6;
/** What was quiet already before a take was seen to end. */
const HEARD_S = 1.3;
const EVERY_MS = 100;

/** @typedef {{file: string, quiet_s: number, breaths: {phase: string, length_s: number}[]}} Step */

export class Teleprompter {
  /** @param {any} session a `Session` */
  constructor(session) {
    this.session = session;
    this.runs = signal(false);
    /** The quiet before the next line: how much of it is left, and the breath in it. */
    this.waits = signal(
      /** @type {{left_s: number, of_s: number, phase: string, phase_left_s: number} | null} */ (null),
    );
    /** How long the quiet between lines is: as in the script, or short. */
    this.pauses = signal(/** @type {"script"|"short"} */ ("script"));
    /** @type {Step[]} */
    this.steps = [];
    this.timer = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);
    this.next = -1;
  }

  async start() {
    try {
      this.steps = (await get(`${this.session.base}/schedule`)).lines;
    } catch (error) {
      fail(error);
      return;
    }
    this.runs.value = true;
    document.querySelector(".recording .line")?.scrollIntoView({ block: "center" });
    this.#wait(this.session.at.value, BEFORE_S);
  }

  stop() {
    clearTimeout(this.timer);
    this.runs.value = false;
    this.waits.value = null;
  }

  /** A take was kept: go on to the next line that has none, in the quiet that the script has before it. */
  took() {
    if (!this.runs.value) return;
    const { lines } = this.session.sheet.value;
    const at = this.session.at.value + 1;
    if (at >= lines.length) {
      this.stop();
      announce(t("That was the last line."));
      return;
    }
    const step = this.steps.find((one) => one.file === lines[at].file);
    const asked = this.pauses.value === "short" || !step ? SHORTEST_S : step.quiet_s - HEARD_S;
    this.#wait(at, Math.max(asked, SHORTEST_S));
  }

  /** Do not wait for the rest of the quiet. */
  skip() {
    if (this.waits.value) this.#begin();
  }

  /** @param {number} at @param {number} quiet_s */
  #wait(at, quiet_s) {
    this.next = at;
    this.session.go(at);
    const until = performance.now() + 1000 * quiet_s;
    const tick = () => {
      const left_s = (until - performance.now()) / 1000;
      if (left_s <= BEFORE_S) {
        this.#begin();
        return;
      }
      this.waits.value = { left_s, of_s: quiet_s, ...this.#breath(quiet_s - left_s + HEARD_S) };
      this.timer = setTimeout(tick, EVERY_MS);
    };
    clearTimeout(this.timer);
    tick();
  }

  /** The breath that is drawn at a time of the quiet. @param {number} at_s */
  #breath(at_s) {
    const { lines } = this.session.sheet.value;
    const step = this.steps.find((one) => one.file === lines[this.next].file);
    let begins_s = (step?.quiet_s || 0) - (step?.breaths || []).reduce((sum, one) => sum + one.length_s, 0);
    if (this.pauses.value === "script" && begins_s <= at_s) {
      for (const { phase, length_s } of step?.breaths || []) {
        if (at_s < begins_s + length_s) return { phase, phase_left_s: begins_s + length_s - at_s };
        begins_s += length_s;
      }
    }
    return { phase: "", phase_left_s: 0 };
  }

  #begin() {
    clearTimeout(this.timer);
    this.waits.value = null;
    void this.session.start("recording", { stopsInQuiet: true });
  }
}
