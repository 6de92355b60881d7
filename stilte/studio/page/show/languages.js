/** Languages by their own names, those with a voice of the program first. */
import { language, t } from "../texts.js";

const TAGS = [
  "nl",
  "nl-BE",
  "en",
  "en-GB",
  "en-US",
  "de",
  "fr",
  "es",
  "it",
  "pt",
  "da",
  "sv",
  "no",
  "fi",
  "pl",
  "cs",
  "tr",
];

/**
 * @param {string} chosen
 * @returns {[string, string][]}
 */
export function languages(chosen) {
  const names = new Intl.DisplayNames([language()], { type: "language" });
  const tags = !chosen || TAGS.includes(chosen) ? TAGS : [chosen, ...TAGS];
  return [["", t("not chosen")], ...tags.map((tag) => /** @type {[string, string]} */ ([tag, names.of(tag) || tag]))];
}
