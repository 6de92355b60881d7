/** The parts of a breath, as the script writes them, their names, and the curve that they make. */
import { t } from "../texts.js";

/** @type {Record<string, string>} */
const NAMES = { box: "4-4-4-4", coherent: "5.5-5.5", calm: "4-6", deep: "6-8" };
const ORDERS = [
  ["in", "out"],
  ["in", "hold", "out"],
  ["in", "hold", "out", "rest"],
];
/** @type {Record<string, number>} */
const HEIGHTS = { in: 1, out: 0 };

/**
 * The parts of a breath with their seconds; nothing where the page cannot tell.
 * @param {any} written
 * @returns {{kind: string, seconds: number}[]}
 */
export function partsOf(written) {
  const breath = Array.isArray(written) ? written[0] : written;
  if (breath && typeof breath === "object") {
    return ["in", "hold", "out", "rest"]
      .filter((kind) => Number(breath[kind]) > 0)
      .map((kind) => ({ kind, seconds: Number(breath[kind]) }));
  }
  const text = String(breath ?? "calm")
    .trim()
    .replace(/[–—]/g, "-")
    .replace(/(\d),(\d)/g, "$1.$2");
  const plain = NAMES[text] || text;
  const spelled = [...plain.matchAll(/(in|hold|out|rest)\s+(\d+(?:\.\d+)?)/g)];
  if (spelled.length > 1) return spelled.map((found) => ({ kind: found[1], seconds: Number(found[2]) }));
  const numbers = plain.split("-").map(Number);
  const order = ORDERS[numbers.length - 2];
  if (!order || numbers.some((each) => Number.isNaN(each))) return [];
  return order.map((kind, n) => ({ kind, seconds: numbers[n] })).filter((part) => part.seconds > 0);
}

/** The name of a part of the breath. @param {string} kind */
export function phaseOf(kind) {
  switch (kind) {
    case "in":
      return t("in");
    case "hold":
      return t("hold");
    case "out":
      return t("out");
    default:
      return t("rest");
  }
}

/**
 * The path of a curve of these parts, `width` by `height`.
 * @param {{kind: string, seconds: number}[]} parts
 * @param {number} width
 * @param {number} height
 */
export function curveOf(parts, width, height) {
  const total = parts.reduce((sum, part) => sum + part.seconds, 0) || 1;
  let [x, level] = [0, 0];
  let path = `M0 ${height}`;
  for (const part of parts) {
    const wide = (part.seconds / total) * width;
    const to = isInOut(part.kind) ? higher(part.kind, level) : level;
    const [from, end] = [height * (1 - level), height * (1 - to)];
    path += ` C${round(x + wide / 2)} ${round(from)} ${round(x + wide / 2)} ${round(end)} ${round(x + wide)} ${round(end)}`;
    [x, level] = [x + wide, to];
  }
  return path;
}

/** @param {string} kind */
const isInOut = (kind) => kind in HEIGHTS;
/** @param {string} kind @param {number} level */
const higher = (kind, level) =>
  kind === "in" && level > 0 ? level : kind === "in" ? 1 : Math.min(level, HEIGHTS[kind]);
const round = (/** @type {number} */ value) => Math.round(value * 10) / 10;
