/** What is typed goes to the server, one operation after the other, each for the version that the one before it made. */
import { ApiError, post, put, saving } from "../api.js";
import { Meeting } from "./meeting.js";
import { batch } from "../parts/dom.js";
import { fail } from "../parts/messages.js";
import { t } from "../texts.js";
import { wired } from "./tree.js";

/**
 * @typedef {import("../types.js").Document} Document
 * @typedef {import("../types.js").Operation} Operation
 */

const RETRY_MS = 2000;

export class Sending extends Meeting {
  /** Write everything; resolves once it is written, or cannot be. */
  async flush() {
    this.rest();
    clearTimeout(this.timer);
    if (!this.offline.value) void this.send();
    if (this.sending.value) await new Promise((resolve) => this.waiting.push(() => resolve(null)));
  }

  async send() {
    if (this.sending.value || this.closed || !this.#hasWork()) return;
    await saving(this.#sendAll());
  }

  async #sendAll() {
    this.sending.value = true;
    try {
      let goOn = true;
      while (goOn && this.#hasWork()) goOn = await this.#sendNext();
    } finally {
      this.sending.value = false;
      this.keep();
      this.waiting.splice(0).forEach((go) => go());
    }
  }

  #hasWork() {
    const waits = this.pending.value.length > 0 || this.wholeText.value !== null;
    return waits && this.document.value !== null && this.conflict.value === null;
  }

  /** Send what is next; false where it cannot be sent now. */
  async #sendNext() {
    const found = this.document.value;
    const whole = this.wholeText.value;
    const operation = this.pending.value[0];
    if (!found) return false;
    try {
      const answer =
        whole !== null
          ? await put(`${this.path}/text`, { version: found.version, text: whole })
          : await this.#post(operation, found.version);
      this.offline.value = false;
      if (whole !== null) this.#wholeWritten(whole, answer);
      else this.#answered(operation, answer);
      return true;
    } catch (error) {
      return this.#refused(error, operation);
    }
  }

  /**
   * @param {Operation} operation
   * @param {string} version
   * @returns {Promise<Document>}
   */
  #post(operation, version) {
    if (operation.op === "undo" || operation.op === "redo") return post(`${this.path}/${operation.op}`, { version });
    const sent = wired(operation, this.confirmed);
    if (!sent) throw new ApiError(422, t("That line is not there any more."));
    return post(`${this.path}/edit`, { version, operation: sent });
  }

  /**
   * @param {string} whole
   * @param {Document} answer
   */
  #wholeWritten(whole, answer) {
    batch(() => {
      if (this.wholeText.value === whole) this.wholeText.value = null;
      this.take(answer);
    });
  }

  /**
   * @param {Operation} operation
   * @param {Document} answer
   */
  #answered(operation, answer) {
    batch(() => {
      this.confirm(operation);
      this.pending.value = this.pending.value.slice(1);
      this.take(answer);
    });
    this.keep(); // what is left is typed into this version
    if (operation.select && answer.selected) this.focus(this.keyOf(answer.selected), null);
  }

  /**
   * @param {any} error
   * @param {Operation|undefined} operation
   * @returns {Promise<boolean>} whether to go on
   */
  async #refused(error, operation) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 409 && error.body.disk) {
      await this.meet(error.body.disk, this.wholeText.value);
      return false;
    }
    if (error.status !== 400 && error.status !== 422) {
      if (error.status !== 0) fail(error); // not let in any more, no such script, a full disk: what is typed stays
      this.offline.value = true;
      setTimeout(() => void this.send(), RETRY_MS);
      return false;
    }
    fail(operation ? refusedWith(error, operation) : error);
    if (!operation || this.wholeText.value !== null) return false;
    batch(() => {
      this.pending.value = this.pending.value.slice(1);
      this.show();
    });
    return true;
  }

  /** Undo or redo on the server, after everything typed. @param {"undo"|"redo"} which */
  turn(which) {
    this.rest();
    this.add({ op: which, select: true });
    void this.send();
  }
}

/**
 * Return an error with the words that could not be written, so that they can be put elsewhere.
 * @param {ApiError} error
 * @param {Operation} operation
 */
function refusedWith(error, operation) {
  const text = operation.text || operation.step?.text;
  if (!text) return error;
  const told = new ApiError(error.status, error.message, error.body);
  told.hint = [error.hint, t("You had typed: “{text}”", { text })].filter(Boolean).join(" ");
  return told;
}
