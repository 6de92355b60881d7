/** What the list of sentences shows: sentences, and long stretches of what is left out as one row. */

/** @typedef {import("./labels.js").Sentence} Sentence */
/** @typedef {{kind: "sentence", at: number}} SentenceRow */
/** @typedef {{kind: "folded", at: number, last: number}} FoldedRow */
/** @typedef {SentenceRow | FoldedRow} Row */

const LEAST_FOLDED = 4;

/**
 * Fold stretches of sentences that are left out for sure; `open` are the first sentences of those that the author
 * opened, `keep` a sentence that is seen whatever it is.
 * @param {Sentence[]} sentences
 * @param {Set<number>} open
 * @returns {Row[]}
 */
export function rowsOf(sentences, open) {
  /** @type {Row[]} */
  const rows = [];
  let at = 0;
  while (at < sentences.length) {
    let end = at;
    while (end < sentences.length && folds(sentences[end])) end += 1;
    if (end - at >= LEAST_FOLDED && !open.has(at)) {
      rows.push({ kind: "folded", at, last: end - 1 });
      at = end;
    } else {
      const until = Math.max(end, at + 1);
      for (; at < until; at += 1) rows.push({ kind: "sentence", at });
    }
  }
  return rows;
}

/** @param {Sentence} sentence */
const folds = (sentence) => sentence.label === "left_out" && !sentence.unsure;

/**
 * The next sentence that is unsure, after one, round about; -1 where there is none.
 * @param {Sentence[]} sentences
 * @param {number} from
 * @param {number} step 1 or -1
 */
export function nextUnsure(sentences, from, step) {
  const n = sentences.length;
  for (let k = 1; k <= n; k += 1) {
    const at = (((from + k * step) % n) + n) % n;
    if (sentences[at].unsure) return at;
  }
  return -1;
}
