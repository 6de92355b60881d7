/**
 * Times as the author types and reads them: "8 s", "20–45 s", "2,5 s", "1m30s".
 *
 * In the script a time is written with a point and a hyphen; a bare number counts seconds.
 */
import { language, number, t } from "../texts.js";

const SECONDS = /^(\d+(?:\.\d+)?)(?:s|sec)?$/;
const RANGE = /^(\d+(?:\.\d+)?)(?:s|sec)?-(\d+(?:\.\d+)?)(?:s|sec)?$/;

/**
 * How a written time is shown.
 * @param {any} written
 * @returns {string}
 */
export function shownTime(written) {
  if (written === null || written === undefined) return "";
  if (Array.isArray(written)) return written.map((each) => shownTime(String(each))).join(" → ");
  const text = String(written).trim();
  const plain = canonical(text);
  const range = RANGE.exec(plain);
  if (range) return t("{from}–{to} s", { from: number(Number(range[1]), 2), to: number(Number(range[2]), 2) });
  const seconds = SECONDS.exec(plain);
  return seconds ? t("{n} s", { n: number(Number(seconds[1]), 2) }) : text;
}

/**
 * What is written for what was typed; null for nothing. The unit is that of what stood there.
 * @param {string} typed
 * @param {any} [before]
 * @returns {string|null}
 */
export function writtenTime(typed, before = "8s") {
  const plain = canonical(typed);
  if (!plain) return null;
  const unit = /[a-z]/.test(String(before ?? "8s")) ? "s" : "";
  const range = RANGE.exec(plain);
  if (range) return `${range[1]}-${range[2]}${unit}`;
  const seconds = SECONDS.exec(plain);
  return seconds ? `${seconds[1]}${unit}` : typed.trim();
}

/**
 * A time longer or shorter by whole seconds; as it is where it is none that can be counted.
 * @param {any} written
 * @param {number} by seconds
 * @param {number} [least]
 */
export function shiftedTime(written, by, least = 0) {
  const plain = canonical(String(written ?? ""));
  const unit = /[a-z]/.test(String(written ?? "8s")) ? "s" : "";
  const range = RANGE.exec(plain);
  const move = (/** @type {string} */ text) => String(Math.max(least, Math.round((Number(text) + by) * 100) / 100));
  if (range) return `${move(range[1])}-${move(range[2])}${unit}`;
  const seconds = SECONDS.exec(plain);
  return seconds ? `${move(seconds[1])}${unit}` : String(written ?? "");
}

/** The seconds of a plain time, null for another. @param {any} written @returns {number|null} */
export function secondsOf(written) {
  const found = SECONDS.exec(canonical(String(written ?? "")));
  return found ? Number(found[1]) : null;
}

/** @param {string} typed */
function canonical(typed) {
  const comma = language() === "en" ? typed : typed.replace(/(\d),(\d)/g, "$1.$2");
  return comma
    .trim()
    .toLowerCase()
    .replace(/[–—−]/g, "-")
    .replace(/\s+/g, "")
    .replace(/(?<=\d)(?:seconds?|seconden|sec\.?)$/, "s");
}
