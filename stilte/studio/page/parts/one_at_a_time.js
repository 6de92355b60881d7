/**
 * Work that is not begun again while it is under way: the second click of a double click does nothing.
 * @template {any[]} Given
 * @param {(...given: Given) => Promise<void>} work
 * @returns {(...given: Given) => Promise<void>}
 */
export function oneAtATime(work) {
  let runs = false;
  return async (...given) => {
    if (runs) return;
    runs = true;
    try {
      await work(...given);
    } finally {
      runs = false;
    }
  };
}
