/** The labels of a sentence and the marks over several, in the author's words. */
import { plural, t } from "../texts.js";

/** The labels in the order of their keys, 1 to 5. */
export const LABELS = /** @type {const} */ (["spoken", "heading", "note", "timing", "left_out"]);

/** @typedef {typeof LABELS[number]} Label */
/**
 * @typedef {{kind: "repeat"|"breaths"|"hold"|"sides", first: number, last: number, count: number,
 *   breath: string}} Mark `breath`: the pattern, as 4-7-8, or nothing
 */
/**
 * @typedef {{text: string, label: Label, unsure: boolean, doubted: boolean, reason: string, against: string,
 *   guesses: string[], line: number, block: number, kind: string, level: number,
 *   breaths: number|null, breath: string}} Sentence `breaths`, `breath`: how many it asks for, and in which pattern
 */
/**
 * @typedef {{id: string, source: string, exercise: number, exercises: {title: string, written: string}[],
 *   title: string, language: string, sentences: Sentence[], marks: Mark[], notices: string[], script: string,
 *   length_s: number|null,
 *   too_long: {text: string, hint: string}|null, timeline: any, problems: any[], can_undo: boolean, can_redo: boolean, written: string}} Post
 */

/** @param {Label} label */
export function labelName(label) {
  switch (label) {
    case "spoken":
      return t("Spoken");
    case "heading":
      return t("Heading");
    case "note":
      return t("Note");
    case "timing":
      return t("Time or count");
    default:
      return t("Left out");
  }
}

/** What a label does, for its button. @param {Label} label */
export function labelMeaning(label) {
  switch (label) {
    case "spoken":
      return t("The voice says this sentence.");
    case "heading":
      return t("A chapter begins here; it is not said.");
    case "note":
      return t("It goes to the notes beside the track; it is not said.");
    case "timing":
      return t("It says how long or how often; it is not said.");
    default:
      return t("It stays in the script as a comment.");
  }
}

/** @param {Mark} mark */
export function markName(mark) {
  switch (mark.kind) {
    case "repeat":
      return plural("{n} time", "{n} times", mark.count);
    case "breaths":
      return [plural("{n} breath", "{n} breaths", mark.count), mark.breath].filter(Boolean).join(" · ");
    case "hold":
      return plural("hold {n} second", "hold {n} seconds", mark.count);
    default:
      return t("both sides");
  }
}

/**
 * The mark of which all these sentences are, or which lies over just one of them: the narrowest.
 * @param {Mark[]} marks
 * @param {number} first
 * @param {number} last
 */
export function markOver(marks, first, last) {
  const over = marks.filter((mark) => mark.first <= first && last <= mark.last);
  return over.sort((one, other) => one.last - one.first - (other.last - other.first))[0] || null;
}
