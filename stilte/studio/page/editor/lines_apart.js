/**
 * Tell which lines of two texts are not in the other, by their longest common sequence.
 * @param {string[]} here
 * @param {string[]} there
 * @returns {[{text: string, other: boolean}[], {text: string, other: boolean}[]]}
 */
export function linesApart(here, there) {
  const [inHere, inThere] = common(here, there);
  return [
    here.map((text, n) => ({ text, other: !inHere.has(n) })),
    there.map((text, n) => ({ text, other: !inThere.has(n) })),
  ];
}

/**
 * @param {string[]} here
 * @param {string[]} there
 * @returns {[Set<number>, Set<number>]} the numbers of the lines that are common
 */
function common(here, there) {
  const [rows, columns] = [here.length, there.length];
  const lengths = Array.from({ length: rows + 1 }, () => new Uint32Array(columns + 1));
  for (let i = rows - 1; i >= 0; i -= 1) {
    for (let j = columns - 1; j >= 0; j -= 1) {
      lengths[i][j] = here[i] === there[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  /** @type {[Set<number>, Set<number>]} */
  const found = [new Set(), new Set()];
  let [i, j] = [0, 0];
  while (i < rows && j < columns) {
    if (here[i] === there[j]) {
      found[0].add(i++);
      found[1].add(j++);
    } else if (lengths[i + 1][j] >= lengths[i][j + 1]) i += 1;
    else j += 1;
  }
  return found;
}
