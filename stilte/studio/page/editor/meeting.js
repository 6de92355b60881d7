/** Two texts of one script: what is unsaved here, and what another program or window wrote meanwhile. */
import { Typing } from "./typing.js";
import { batch } from "../parts/dom.js";
import { post } from "../api.js";
import { wired } from "./tree.js";

/**
 * @typedef {import("../types.js").Document} Document
 * @typedef {import("../types.js").Operation} Operation
 */

export class Meeting extends Typing {
  /**
   * Show both texts: what is unsaved here, and what stands in the file.
   * @param {Document} disk
   * @param {string|null} whole
   * @param {string} [base]
   * @param {Operation[]} [operations]
   */
  async meet(disk, whole, base = this.document.value?.text || "", operations = this.#unsent()) {
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
}
