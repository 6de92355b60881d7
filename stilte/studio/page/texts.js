/**
 * The texts of the page in the author's language, from the catalogues of the program.
 *
 * `t("There is no script yet.")`, `t("{n} of {all}", {n: 2, all: 5})`, `plural("{n} line", "{n} lines", 3)`: the
 * English is a literal in double quotes, by which `.ci/catalogues.py` finds it. Call them while drawing, never when a
 * module is loaded: the texts are there after `loadTexts`.
 */

/** @type {Record<string, string>} */
let texts = {};
/** @type {string} */
let inUse = "en";

/**
 * Fetch the texts, and say which language the page is in.
 * @returns {Promise<string>}
 */
export async function loadTexts() {
  const answer = await fetch("/api/texts");
  if (!answer.ok) throw new Error(`texts: ${answer.status}`);
  const found = await answer.json();
  useTexts(found.language, found.texts);
  return inUse;
}

/**
 * Use these texts.
 * @param {string} tag
 * @param {Record<string, string>} translated
 */
export function useTexts(tag, translated) {
  inUse = tag;
  texts = translated;
  document.documentElement.lang = tag;
}

/** The language of the page, as `nl`. */
export function language() {
  return inUse;
}

/**
 * A text in the author's language.
 * @param {string} english
 * @param {Record<string, unknown>} [values]
 * @returns {string}
 */
export function t(english, values = {}) {
  return filled(texts[english] || english, values);
}

/**
 * A text that depends on a number, which is its `{n}`.
 * @param {string} one
 * @param {string} many
 * @param {number} n
 * @param {Record<string, unknown>} [values]
 * @returns {string}
 */
export function plural(one, many, n, values = {}) {
  const english = made("plural", () => new Intl.PluralRules(inUse)).select(n) === "one" ? one : many;
  return filled(texts[english] || english, { n: number(n), ...values });
}

/**
 * A number as the language writes it.
 * @param {number} value
 * @param {number} [decimals] at most
 */
export function number(value, decimals = 1) {
  return made(`number ${decimals}`, () => new Intl.NumberFormat(inUse, { maximumFractionDigits: decimals })).format(
    value,
  );
}

/**
 * A share from 0 to 1 as `40%`, in the way of the language.
 * @param {number} share
 */
export function percent(share) {
  return made("percent", () => new Intl.NumberFormat(inUse, { style: "percent" })).format(share);
}

/**
 * A length in seconds as `3:05` or `1:02:10`.
 * @param {number} seconds
 */
export function clock(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/**
 * A day as the language writes it.
 * @param {string} iso
 */
export function day(iso) {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return made("day", () => new Intl.DateTimeFormat(inUse, { day: "numeric", month: "long", year: "numeric" })).format(
    date,
  );
}

/** What writes numbers and days in the language in use. @type {Map<string, any>} */
const writers = new Map();

/**
 * What writes in the language in use, made once: to make one takes longer than to write a hundred numbers.
 * @template Writer
 * @param {string} what
 * @param {() => Writer} make
 * @returns {Writer}
 */
function made(what, make) {
  const key = `${inUse} ${what}`;
  if (!writers.has(key)) writers.set(key, make());
  return writers.get(key);
}

/**
 * @param {string} text
 * @param {Record<string, unknown>} values
 */
function filled(text, values) {
  return text.replace(/\{([A-Za-z_]\w*)\}/g, (place, name) => (name in values ? String(values[name]) : place));
}
