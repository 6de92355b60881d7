/** Hearing the routine from a line on: streamed by the server as it is rendered, with bed and breath. */
import { ApiError, get } from "../api.js";
import { announce, fail } from "../parts/messages.js";
import { signal } from "../parts/dom.js";
import { t } from "../texts.js";

const VOICE = new Set(["line", "cue", "count"]);

export class Hearing {
  /** @param {any} session an `Editing` */
  constructor(session) {
    this.session = session;
    this.now = signal(/** @type {{key: string|null, waiting: boolean} | null} */ (null));
    /** How many lines are spoken, of how many, while hearing waits for them. */
    this.spoken = signal(/** @type {{ready: number, total: number} | null} */ (null));
    this.place_s = signal(/** @type {number|null} */ (null));
    this.audio = new Audio();
    this.start_s = 0;
    this.frame = 0;
    this.asked = "";
    this.address = "";
    /** @type {import("../types.js").Timeline|null} */
    this.timeline = null;
    this.turn = 0;
    this.audio.addEventListener("playing", () => this.#plays());
    this.audio.addEventListener("ended", () => this.stop());
    this.audio.addEventListener("error", () => this.audio.getAttribute("src") && void this.#failed());
  }

  /**
   * Play from a step; stop where something plays and no step is named.
   * @param {string|null} key
   */
  async toggle(key) {
    if (key === null && this.now.value) {
      this.stop();
      return;
    }
    await this.from(key ?? this.session.selected.value ?? this.session.steps.value[0]?.key ?? null);
  }

  /** @param {string|null} key */
  async from(key) {
    this.stop();
    this.turn += 1;
    const turn = this.turn;
    this.now.value = { key, waiting: true };
    await this.session.flush();
    const document = this.session.document.value;
    const step = this.session.step(key);
    if (turn !== this.turn || !document) return;
    const asked = new URLSearchParams({ version: document.version, ...(step?.id ? { step: step.id } : {}) });
    this.asked = asked.toString();
    this.address = `${this.session.path}/hear?${asked}`;
    this.timeline = document.timeline;
    this.start_s = (key && this.session.starts.value.get(key)) || 0;
    this.audio.src = this.address;
    this.audio.play().catch(() => {}); // what is wrong is told by its event
  }

  /** Get the exact times: once it sounds, every line was spoken. */
  async #learn() {
    const turn = this.turn;
    try {
      const marks = await get(`${this.session.path}/marks?${this.asked}`);
      if (turn !== this.turn) return;
      this.timeline = marks;
      this.start_s = marks.from_s;
    } catch {
      // the estimate of the document serves
    }
    if (this.session.document.value?.estimated !== false) await this.session.refresh();
  }

  #plays() {
    const now = this.now.value;
    if (now?.waiting) {
      announce(t("Playing."));
      void this.#learn();
    }
    this.now.value = now && { ...now, waiting: false };
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.#follow());
  }

  #follow() {
    if (!this.now.value) return;
    const place = this.start_s + this.audio.currentTime;
    this.place_s.value = place;
    const key = this.#stepAt(place);
    if (key !== this.session.lit.value) {
      this.session.lit.value = key;
      if (key) this.session.reveal(key, true);
    }
    this.frame = requestAnimationFrame(() => this.#follow());
  }

  /** The step that is heard at a time. @param {number} place seconds in the track @returns {string|null} */
  #stepAt(place) {
    let id = null;
    for (const row of this.timeline?.rows || []) {
      if (row.start_s > place + 0.05) break;
      if (VOICE.has(row.kind)) id = row.step;
    }
    return (id && this.session.keys.value.get(id)) || null;
  }

  stop() {
    this.turn += 1;
    cancelAnimationFrame(this.frame);
    this.audio.pause();
    this.audio.removeAttribute("src");
    this.audio.load(); // the server need not render further
    this.now.value = null;
    this.spoken.value = null;
    this.place_s.value = null;
    this.session.lit.value = null;
  }

  /** Ask the server why it cannot be heard, and say it. */
  async #failed() {
    const { address } = this;
    this.stop();
    try {
      const answer = await fetch(address);
      void answer.body?.cancel();
      if (answer.ok) return;
      fail(new ApiError(answer.status, (await readError(address)) || t("This cannot be heard now.")));
    } catch {
      fail(new ApiError(0, t("This cannot be heard now.")));
    }
  }
}

/** @param {string} address */
async function readError(address) {
  try {
    const body = await (await fetch(address)).json();
    return body?.error?.text || "";
  } catch {
    return "";
  }
}
