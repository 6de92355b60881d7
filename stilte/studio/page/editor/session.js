/**
 * A script in the editor and the server's: edits go there one by one, and news of other editors comes back.
 *
 * Each operation is shown at once as far as the page can foresee it, and sent when the one before it was answered; the
 * server's answer then takes the place of what was foreseen.
 */
import { ApiError, get, listen, saved } from "../api.js";
import { Sending } from "./sending.js";
import { announce } from "../parts/messages.js";
import { t } from "../texts.js";

/** @typedef {import("../types.js").Document} Document */

const SETTLED_MS = 1500; // after which a page that was opened is drawn

export class Session extends Sending {
  /** Load the script, take up what was left unsaved, and hear what changes on disk. @returns {() => void} */
  open() {
    // what the editor that was left a moment ago still has on its way belongs into the text that is shown
    void saved()
      .then(() => get(this.path))
      .then(
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
      else void this.meet(found, left, draft.base, draft.operations);
    } else if (draft.text !== null && draft.text !== undefined) {
      this.wholeText.value = draft.text;
      void this.send();
    } else {
      for (const operation of draft.operations) this.add(operation);
      announce(t("What you typed last time is here again."));
      void this.send();
    }
  }

  /**
   * Look whether the file is another than the one that is shown.
   * @param {string|null} [version] of the file, where it is known
   */
  async #checkDisk(version = null) {
    if (this.sending.value) await new Promise((resolve) => this.waiting.push(() => resolve(null)));
    if (this.conflict.value || this.closed || version === this.document.value?.version) return;
    try {
      const disk = await get(`${this.path}?known=${this.document.value?.version || ""}`);
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
