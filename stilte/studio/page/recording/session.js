/** Recording one script: its lines, the line that is read now, the microphone, and what runs. */
import { signal } from "../parts/dom.js";
import { announce, fail } from "../parts/messages.js";
import { ApiError, get, post, remove, request } from "../api.js";
import { number, t } from "../texts.js";
import { microphones, openMicrophone, rememberedMicrophone } from "./microphone.js";
import { stopPlaying } from "./player.js";
import { Teleprompter } from "./teleprompter.js";

export const QUIET_TEST_S = 5;
const SENTENCE_S = 12;
const SOUNDS = 0.02;
const QUIET_S = 1.3;
const ROOM_QUIET_S = 2;
const LONGEST_S = 120;
const WAITS_MS = 500;

/** @typedef {{name: string, heard: boolean, length_s: number|null, listened: boolean, faults: any[]}} Take */
/** @typedef {{text: string, file: string, takes: Take[], room: {length_s: number, kind: string}|null, about_s: number}} Line */

export class Session {
  /** @param {{voice: string, name: string}} params */
  constructor({ voice, name }) {
    this.base = `/api/recording/${encodeURIComponent(voice)}/${encodeURIComponent(name)}`;
    this.voice = voice;
    this.sheet = signal(/** @type {any} */ (null));
    /** Why there is nothing to record here. */
    this.refused = signal(/** @type {any} */ (null));
    this.at = signal(0);
    /** What is done now: "room" while the room is tested, "saving" while a take goes to the server. */
    this.state = signal(/** @type {"idle"|"opening"|"recording"|"room"|"saving"} */ ("idle"));
    this.meter = signal({ peak: 0, seconds: 0, spoke_s: 0 });
    this.devices = signal(/** @type {[string, string][]} */ ([]));
    this.device = signal(rememberedMicrophone());
    this.trouble = signal("");
    this.room = signal(/** @type {any} */ (null));
    /** A take that did not reach the server: it is kept here until it does. */
    this.unsent = signal(/** @type {{address: string, sound: ArrayBuffer} | null} */ (null));
    this.teleprompter = new Teleprompter(this);
    /** @type {import("./microphone.js").Microphone|null} */
    this.microphone = null;
    /** @type {import("./microphone.js").Recording|null} */
    this.recording = null;
    this.listening = false;
    this.ended = false;
  }

  get line() {
    return /** @type {Line} */ (this.sheet.value?.lines[this.at.value]);
  }

  /** The take of the line that is heard. */
  get current() {
    return this.line?.takes.find((take) => take.heard);
  }

  /** @param {string} [file] */
  addressOf(file = this.line.file) {
    return `${this.base}/lines/${encodeURIComponent(file)}`;
  }

  /** @param {{first?: boolean}} [options] the first time, it begins at the first line without a take */
  async load({ first = false } = {}) {
    try {
      this.sheet.value = await get(this.base);
      const open = this.sheet.value.lines.findIndex((/** @type {Line} */ line) => !line.takes.length);
      if (first && open > 0) this.at.value = open;
      this.at.value = Math.min(this.at.value, Math.max(this.sheet.value.lines.length - 1, 0));
      void this.listenOn();
    } catch (error) {
      if (this.sheet.value) fail(error);
      else this.refused.value = /** @type {any} */ (error);
    }
  }

  end() {
    this.ended = true;
    this.teleprompter.stop();
    this.recording?.cancel();
    this.microphone?.close();
    stopPlaying();
  }

  /** @param {Line} made */
  #changed(made) {
    const lines = this.sheet.value.lines.map((/** @type {Line} */ one) => (one.file === made.file ? made : one));
    this.sheet.value = { ...this.sheet.value, lines };
  }

  /** @param {number} by */
  move(by) {
    if (this.state.value === "idle") this.go(this.at.value + by);
  }

  /** @param {number} at */
  go(at) {
    this.at.value = Math.min(Math.max(at, 0), this.sheet.value.lines.length - 1);
  }

  async #opened() {
    if (!this.microphone) {
      const opened = await openMicrophone(this.device.value);
      opened.onLost = (text) => {
        this.recording?.cancel();
        this.recording = null;
        this.microphone = null;
        this.teleprompter.stop();
        this.state.value = "idle";
        this.trouble.value = text;
      };
      this.microphone = opened;
      this.devices.value = await microphones();
      this.device.value = opened.id || this.device.value;
    }
    return this.microphone;
  }

  /** @param {string} id */
  useMicrophone(id) {
    this.microphone?.close();
    this.microphone = null;
    this.device.value = id;
  }

  /**
   * Record a take of the line, or the room; `stopsInQuiet` ends a take when the voice has ended.
   * @param {"recording"|"room"} kind
   * @param {{stopsInQuiet?: boolean}} [options]
   */
  async start(kind, { stopsInQuiet = false } = {}) {
    if (this.state.value !== "idle") return;
    this.trouble.value = "";
    stopPlaying();
    this.state.value = "opening";
    try {
      const open = await this.#opened();
      const heard = { spoke: false, from: 0, quietFrom: 0 };
      this.meter.value = { peak: 0, seconds: 0, spoke_s: 0 };
      this.recording = open.record((peak) => {
        const seconds = this.recording?.seconds() || 0;
        const counts = kind === "recording" || seconds > QUIET_TEST_S;
        if (peak > SOUNDS && counts) {
          if (!heard.spoke) heard.from = seconds;
          Object.assign(heard, { spoke: true, quietFrom: seconds });
        }
        this.meter.value = { peak, seconds, spoke_s: heard.quietFrom - heard.from };
        const quiet_s = heard.spoke ? seconds - heard.quietFrom : 0;
        const over =
          kind === "room"
            ? quiet_s > ROOM_QUIET_S || seconds > QUIET_TEST_S + SENTENCE_S
            : stopsInQuiet && quiet_s > QUIET_S;
        if (over || seconds > LONGEST_S) void this.stop();
      });
      this.state.value = kind;
    } catch (error) {
      this.state.value = "idle";
      this.teleprompter.stop();
      this.trouble.value = error instanceof Error ? error.message : String(error);
    }
  }

  /** End what is recorded, and keep it. @returns {Promise<Take|null>} the take that was kept */
  async stop() {
    const { recording } = this;
    if (!recording) return null;
    this.recording = null;
    const kind = this.state.value;
    const sound = recording.stop();
    this.state.value = "saving";
    let kept = null;
    try {
      if (kind === "room") await this.#testRoom(sound);
      else kept = await this.#keep(sound);
    } catch (error) {
      this.teleprompter.stop();
      fail(error);
    }
    this.state.value = "idle";
    if (kept) this.teleprompter.took();
    return kept;
  }

  /** @param {ArrayBuffer} sound */
  async #testRoom(sound) {
    const [, name] = this.devices.value.find(([id]) => id === this.device.value) || ["", ""];
    this.room.value = await request("POST", `${this.base}/room`, sound, {
      headers: { "X-Quiet": String(QUIET_TEST_S), "X-Microphone": encodeURIComponent(name) },
    });
  }

  /** @param {ArrayBuffer} sound */
  async #keep(sound) {
    const address = `${this.addressOf()}/takes`;
    let made;
    try {
      made = await request("POST", address, sound);
    } catch (error) {
      const isGone = error instanceof ApiError && (error.status === 0 || error.status >= 500);
      if (isGone) this.unsent.value = { address, sound };
      throw error;
    }
    this.#changed(made);
    const take = /** @type {Take} */ (made.takes[made.takes.length - 1]);
    announce(take.faults.length ? take.faults.map((one) => one.text).join(" ") : t("Good. The take is kept."));
    void this.listenOn();
    return take;
  }

  /** Send what did not reach the server once more. */
  async sendAgain() {
    const left = this.unsent.value;
    if (!left) return;
    try {
      this.#changed(await request("POST", left.address, left.sound));
      this.unsent.value = null;
      announce(t("Good. The take is kept."));
    } catch (error) {
      fail(error);
    }
  }

  /** Let a recogniser listen to the takes that are heard, one after the other, while nothing is recorded. */
  async listenOn() {
    if (this.listening || !this.sheet.value?.listens) return;
    this.listening = true;
    try {
      for (;;) {
        const line = this.sheet.value.lines.find((/** @type {Line} */ one) =>
          one.takes.some((take) => take.heard && !take.listened),
        );
        if (!line || this.ended) break;
        if (this.state.value !== "idle") {
          await new Promise((done) => setTimeout(done, WAITS_MS)); // the processor is hers while she reads
          continue;
        }
        const take = line.takes.find((/** @type {Take} */ one) => one.heard);
        const made = await post(`${this.addressOf(line.file)}/takes/${take.name}/listen`);
        const now = made.takes.find((/** @type {Take} */ one) => one.name === take.name);
        if (!now) {
          this.#changed(made); // it was thrown away, or cut anew
          continue;
        }
        if (!now.listened) break;
        const { faults } = now;
        const words = faults.filter((/** @type {any} */ one) => one.kind.endsWith(" words"));
        if (words.length) announce(words.map((/** @type {any} */ one) => `${line.text} ${one.text}`).join(" "));
        this.#changed(made);
      }
    } catch {
      // words are advice: without them everything else goes on
    }
    this.listening = false;
  }

  /** @param {string} take */
  choose(take) {
    return post(`${this.addressOf()}/choose`, { take }).then((made) => this.#changed(made), fail);
  }

  /** @param {string} take */
  throwAway(take) {
    stopPlaying();
    return remove(`${this.addressOf()}/takes/${take}`).then((made) => this.#changed(made), fail);
  }
}

/** How much is recorded, in words. @param {Line[]} lines */
export function progressOf(lines) {
  const open = lines.filter((line) => !line.takes.length);
  return { recorded: lines.length - open.length, left_s: open.reduce((sum, line) => sum + line.about_s, 0) };
}

/** @param {number} seconds */
export function secondsText(seconds) {
  return t("{n} s", { n: number(seconds) });
}
