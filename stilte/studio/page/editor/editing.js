/** What the author does in the editor, as operations of the session. */
import { TOP, find, newKey } from "./tree.js";
import { Shown } from "./shown.js";
import { announce } from "../parts/messages.js";
import { t } from "../texts.js";

/** @typedef {import("../types.js").Step} Step */

export class Editing extends Shown {
  /** Play from a step, or stop. @param {string|null} key */
  hear(key) {
    void this.hearing.toggle(key);
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
    if (!target) {
      announce(t("It cannot be moved further."));
      return;
    }
    const [selected, anchor] = [this.selected.value, this.anchor.value];
    const onGrip = document.activeElement instanceof HTMLElement && document.activeElement.dataset.grip !== undefined;
    this.edit({ op: "move", at: keys, ...target });
    if (selected && !onGrip) this.focus(selected, null);
    if (selected && onGrip) requestAnimationFrame(() => this.grip(selected)?.focus());
    this.anchor.value = anchor;
    this.#tellPlace(keys[0]);
  }

  /**
   * Put the dragged steps where they were dropped.
   * @param {string[]} keys
   * @param {{key: string, late: boolean, isInto: boolean}} to
   */
  drop(keys, to) {
    const isInside = keys.some((key) => key === to.key || find(this.step(key)?.steps || [], to.key));
    if (isInside || this.isBlank(to.key)) {
      announce(t("Not moved."));
      return;
    }
    const side = to.isInto ? "into" : to.late ? "after" : "before";
    this.edit({ op: "move", at: keys, [side]: to.key });
    this.#tellPlace(keys[0]);
  }

  /** Tell a screen reader where a step is now. @param {string} key */
  #tellPlace(key) {
    const place = find(this.steps.value, key);
    if (!place) return;
    const where = { n: place.index + 1, all: place.list.length };
    announce(
      place.parent
        ? t("Moved: step {n} of {all} in its frame.", where)
        : t("Moved: step {n} of {all} of the routine.", where),
    );
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
