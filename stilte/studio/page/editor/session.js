/**
 * A script in the editor and the server's: edits go there one by one, and news of other editors comes back.
 *
 * Each operation is shown at once as far as the page can foresee it, and sent when the one before it was answered; the
 * server's answer then takes the place of what was foreseen.
 */
import { ApiError, get, listen, post, put } from "../api.js";
import { announce, fail } from "../parts/messages.js";
import { wired } from "./tree.js";
import { Typing } from "./typing.js";
import { batch } from "../parts/dom.js";
import { t } from "../texts.js";

/**
 * @typedef {import("../types.js").Document} Document
 * @typedef {import("../types.js").Operation} Operation
 */

const RETRY_MS = 2000;
const SETTLED_MS = 1500; // after which a page that was opened is drawn

export class Session extends Typing {
  /** Load the script, take up what was left unsaved, and hear what changes on disk. @returns {() => void} */
  open() {
    get(this.path).then(
      (found) => this.#begin(found),
      (error) => {
        this.failure.value = error;
      },
    );
    const ends = [
      listen("disk", (news) => news.name === this.name && void this.#checkDisk(news.version)),
      listen("again", (news) => this.#again(news.first)),
    ];
    const leave = () => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur(); // a chip gives what is typed in it
      this.rest();
    };
    window.addEventListener("pagehide", leave);
    return () => {
      this.rest();
      this.closed = true;
      clearTimeout(this.timer);
      window.removeEventListener("pagehide", leave);
      ends.forEach((end) => end());
    };
  }

  /** @param {Document} found */
  #begin(found) {
    this.take(found, true);
    const draft = this.kept.found(found);
    if (!draft) return;
    if (draft.version !== found.version) {
      const left = draft.text ?? null;
      if (left === found.text) this.kept.drop();
      else void this.#meet(found, left, draft.base, draft.operations);
    } else if (draft.text !== null && draft.text !== undefined) {
      this.wholeText.value = draft.text;
      void this.send();
    } else {
      for (const operation of draft.operations) this.add(operation);
      announce(t("What you typed last time is here again."));
      void this.send();
    }
  }

  /** Write everything; resolves once it is written, or cannot be. */
  async flush() {
    this.rest();
    clearTimeout(this.timer);
    if (!this.offline.value) void this.send();
    if (this.sending.value) await new Promise((resolve) => this.waiting.push(() => resolve(null)));
  }

  async send() {
    if (this.sending.value || this.closed || !this.#hasWork()) return;
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
      await this.#meet(error.body.disk, this.wholeText.value);
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

  /**
   * Show both texts: what is unsaved here, and what stands in the file.
   * @param {Document} disk
   * @param {string|null} whole
   * @param {string} [base]
   * @param {Operation[]} [operations]
   */
  async #meet(disk, whole, base = this.document.value?.text || "", operations = this.#unsent()) {
    const mine = whole ?? (await this.#textWith(base, operations));
    if (mine === disk.text) {
      this.settle(disk);
      return;
    }
    this.conflict.value = { disk, mine };
  }

  #unsent() {
    return this.pending.value.map((operation) => wired(operation, this.confirmed) || operation);
  }

  /**
   * The text of a version with operations done to it.
   * @param {string} base
   * @param {Operation[]} operations
   */
  async #textWith(base, operations) {
    const sent = operations
      .filter((one) => one.op !== "undo" && one.op !== "redo")
      .map(({ key: _, select: __, ...one }) => one);
    try {
      return (await post(`${this.path}/look`, { text: base, operations: sent })).text ?? base;
    } catch {
      return base;
    }
  }

  /**
   * End a conflict with the file's text; what was typed here is dropped.
   * @param {Document} disk
   */
  settle(disk) {
    batch(() => {
      this.pending.value = [];
      this.setBlank([]);
      this.typed.clear();
      this.typedFields.clear();
      this.countTyped();
      this.wholeText.value = null;
      this.conflict.value = null;
      this.take(disk);
    });
    this.keep();
  }

  /** End a conflict with the text that was typed here. @param {{disk: Document, mine: string}} conflict */
  insist({ disk, mine }) {
    this.settle(disk);
    this.wholeText.value = mine;
    this.keep();
    void this.send();
  }

  /** Undo or redo on the server, after everything typed. @param {"undo"|"redo"} which */
  turn(which) {
    this.rest();
    this.add({ op: which, select: true });
    void this.send();
  }

  /**
   * Look whether the file is another than the one that is shown.
   * @param {string|null} [version] of the file, where it is known
   */
  async #checkDisk(version = null) {
    if (this.sending.value) await new Promise((resolve) => this.waiting.push(() => resolve(null)));
    if (this.conflict.value || this.closed || version === this.document.value?.version) return;
    try {
      const disk = await get(this.path);
      if (disk.version === this.document.value?.version || this.sending.value) return;
      if (this.unsaved) {
        this.rest();
        return; // it is sent, and the answer says that the file is another
      }
      this.take(disk);
      announce(t("The script was changed outside the studio; this is its new text."));
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) this.failure.value = error;
    }
  }

  /** Load the script anew, for what the server knows better by now; nothing that is unsaved changes by it. */
  async refresh() {
    try {
      const found = await get(this.path);
      const isSame = found.version === this.document.value?.version && !this.sending.value;
      if (isSame && this.pending.value.length === 0) this.take(found);
    } catch {
      // what is known serves
    }
  }

  /** @param {boolean} first nothing was missed but what happened while the page was loaded */
  #again(first) {
    this.offline.value = false;
    void this.send();
    setTimeout(() => void this.#checkDisk(), first ? SETTLED_MS : 0);
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
