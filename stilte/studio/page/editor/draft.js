/**
 * What is typed and not yet written into the script: kept in this browser at once, and by the server a moment later, so
 * that it survives a reload, a closed tab and a server that was killed.
 *
 * @typedef {object} Draft
 * @property {string} version of the script that it was typed into
 * @property {string} base the text of that version
 * @property {import("../types.js").Operation[]} operations with places in that version
 * @property {string|null} text the whole text, where it was typed in the second tab
 * @property {number} at when, in milliseconds
 */
import { put, remove } from "../api.js";

const LATER_MS = 400;

export class Kept {
  /** @param {string} name of the script */
  constructor(name) {
    this.name = name;
    this.place = `stilte:draft:${name}`;
    this.path = `/api/scripts/${encodeURIComponent(name)}/draft`;
    this.timer = 0;
    this.sent = false;
  }

  /** @param {Draft} draft */
  keep(draft) {
    try {
      localStorage.setItem(this.place, JSON.stringify(draft));
    } catch {
      // the browser's store is full or closed: the server keeps it
    }
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      this.sent = true;
      put(this.path, { version: draft.version, state: draft }).catch(() => {
        // it is in the browser; the editor says that the server does not answer
      });
    }, LATER_MS);
  }

  /** Forget it: everything is written. */
  drop() {
    clearTimeout(this.timer);
    try {
      localStorage.removeItem(this.place);
    } catch {
      // nothing was kept there
    }
    if (this.sent) remove(this.path).catch(() => {});
    this.sent = false;
  }

  /**
   * Return what was kept: here, or by the server, whichever is newer.
   * @param {any} document of the server
   * @returns {Draft|null}
   */
  found(document) {
    const theirs = document.draft?.state || null;
    let ours = null;
    try {
      ours = JSON.parse(localStorage.getItem(this.place) || "null");
    } catch {
      // not ours, or not readable
    }
    this.sent = theirs !== null;
    if (!ours || !theirs) return ours || theirs;
    return theirs.at > ours.at ? theirs : ours;
  }
}
