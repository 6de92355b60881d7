/**
 * The tree of steps that the editor shows: pure functions.
 *
 * The server names a step by its place ("steps/3/repeat/0"), which changes with every step that is put before it. The page
 * therefore gives each step a `key` that stays with it, and operations name steps by their keys until they are sent.
 *
 * @typedef {import("../types.js").Step} Step
 * @typedef {import("../types.js").Operation} Operation
 */

/** What an operation names as `into` to put a step at the end of the script. */
export const TOP = "steps";

/** Values of an operation that name steps. */
const PLACES = /** @type {const} */ (["at", "after", "before", "into"]);

/**
 * Yield every step in the order of the page.
 * @param {Step[]} steps
 * @returns {Generator<Step>}
 */
export function* walk(steps) {
  for (const step of steps) {
    yield step;
    if (step.steps) yield* walk(step.steps);
  }
}

/**
 * Find a step, the list it stands in, and its place there.
 * @param {Step[]} steps
 * @param {string|null|undefined} key
 * @param {Step|null} [parent]
 * @returns {{step: Step, list: Step[], index: number, parent: Step|null} | null}
 */
export function find(steps, key, parent = null) {
  for (const [index, step] of steps.entries()) {
    if (step.key === key) return { step, list: steps, index, parent };
    const inside = step.steps && find(step.steps, key, step);
    if (inside) return inside;
  }
  return null;
}

/**
 * Return the steps with another list in the place of the one that holds `key`.
 * @param {Step[]} steps
 * @param {string} key
 * @param {(list: Step[], index: number) => Step[]} change
 * @returns {Step[]}
 */
export function changeList(steps, key, change) {
  const index = steps.findIndex((step) => step.key === key);
  if (index >= 0) return change(steps, index);
  let changed = false;
  const fresh = steps.map((step) => {
    if (changed || !step.steps) return step;
    const inside = changeList(step.steps, key, change);
    if (inside === step.steps) return step;
    changed = true;
    return { ...step, steps: inside };
  });
  return changed ? fresh : steps;
}

/**
 * Return the steps with one of them changed.
 * @param {Step[]} steps
 * @param {string} key
 * @param {(step: Step) => Step} change
 */
export function changeStep(steps, key, change) {
  return changeList(steps, key, (list, index) => [
    ...list.slice(0, index),
    change(list[index]),
    ...list.slice(index + 1),
  ]);
}

/**
 * Return an operation as the server takes it, its steps named by their places; null where one is not there (any more).
 * @param {Operation} operation by keys
 * @param {Step[]} steps as the server has them
 * @returns {any}
 */
export function wired(operation, steps) {
  const { key: _, select: __, ...sent } = operation;
  for (const place of PLACES) {
    const named = sent[place];
    if (named === undefined) continue;
    const ids = (Array.isArray(named) ? named : [named]).map((key) => (key === TOP ? TOP : find(steps, key)?.step.id));
    if (ids.some((id) => !id)) return null;
    sent[place] = Array.isArray(named) ? ids : ids[0];
  }
  return sent;
}

let counted = 0;

/** Return a key that no step has. */
export function newKey() {
  counted += 1;
  return `new-${Date.now().toString(36)}-${counted}`;
}
