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
 * Return the steps as they will be after an operation, as far as the page can tell; the server has the last word.
 * @param {Step[]} steps
 * @param {Operation} operation by keys
 * @returns {Step[]}
 */
export function foresee(steps, operation) {
  const at = Array.isArray(operation.at) ? operation.at : [operation.at];
  switch (operation.op) {
    case "set_text":
      return changeStep(steps, at[0], (step) => ({ ...step, text: operation.text }));
    case "set_field":
      return changeStep(steps, at[0], (step) => withField(step, operation));
    case "delete":
      return at.reduce(
        (left, key) => changeList(left, key, (list, index) => list.filter((_, n) => n !== index)),
        steps,
      );
    case "insert":
      return inserted(steps, operation);
    case "split_line":
      return split(steps, at[0], operation);
    case "join_lines":
      return joined(steps, at[at.length - 1]);
    case "move":
      return moved(steps, at, operation);
    default:
      return steps;
  }
}

/**
 * @param {Step} step
 * @param {Operation} operation
 * @returns {Step}
 */
function withField(step, { field, value }) {
  if (field === "say" && step.cues) return { ...step, cues: value || [] };
  /** @type {Record<string, any>} */
  const fields = { ...step.fields, [field]: value };
  if (value === null) delete fields[field];
  return { ...step, fields };
}

/**
 * @param {Step[]} steps
 * @param {Operation} operation
 */
function inserted(steps, operation) {
  const { kind, text = "", ...fields } = operation.step;
  /** @type {Step} */
  const fresh = { key: operation.key, id: "", kind, text, fields, line: 0, end_line: 0, raw: "" };
  if (operation.into && operation.into !== TOP) {
    return changeStep(steps, operation.into, (step) => ({ ...step, steps: [...(step.steps || []), fresh] }));
  }
  const beside = operation.after || operation.before;
  if (!beside) return [...steps, fresh];
  const late = operation.after ? 1 : 0;
  return changeList(steps, beside, (list, index) => [
    ...list.slice(0, index + late),
    fresh,
    ...list.slice(index + late),
  ]);
}

/**
 * @param {Step[]} steps
 * @param {string} key
 * @param {Operation} operation
 */
function split(steps, key, { offset, key: fresh }) {
  return changeList(steps, key, (list, index) => {
    const step = list[index];
    const text = [...(step.text || "")]; // counted in characters, as the server does
    const { pause: _, ...fields } = step.fields;
    const first = { ...step, text: text.slice(0, offset).join("").trimEnd(), fields };
    const second = { ...step, key: fresh, id: "", text: text.slice(offset).join("").trimStart() };
    return [...list.slice(0, index), first, second, ...list.slice(index + 1)];
  });
}

/**
 * @param {Step[]} steps
 * @param {string} key
 */
function joined(steps, key) {
  return changeList(steps, key, (list, index) => {
    if (index === 0) return list;
    const [before, step] = [list[index - 1], list[index]];
    const text = `${before.text || ""} ${step.text || ""}`.trim();
    const fields = { ...before.fields, ...(step.fields.pause ? { pause: step.fields.pause } : {}) };
    return [...list.slice(0, index - 1), { ...before, text, fields }, ...list.slice(index + 1)];
  });
}

/**
 * @param {Step[]} steps
 * @param {string[]} keys
 * @param {Operation} place
 */
function moved(steps, keys, place) {
  const taken = keys.map((key) => find(steps, key)?.step).filter((step) => step !== undefined);
  const left = foresee(steps, { op: "delete", at: keys });
  if (place.into) {
    return changeStep(left, place.into, (step) => ({ ...step, steps: [...(step.steps || []), ...taken] }));
  }
  const late = place.after ? 1 : 0;
  return changeList(left, place.after || place.before, (list, index) => [
    ...list.slice(0, index + late),
    ...taken,
    ...list.slice(index + late),
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

/**
 * Return the steps of the server's outline with the keys of those that were shown; no key twice.
 * @param {Step[]} shown
 * @param {Step[]} outline
 * @returns {Step[]}
 */
export function adopted(shown, outline) {
  /** @type {Set<string>} */
  const used = new Set();
  /** @type {(step: Step) => Step} */
  const once = (step) => {
    const key = used.has(step.key) ? newKey() : step.key;
    used.add(key);
    const steps = step.steps?.map(once);
    const alike = key === step.key && (steps || []).every((each, n) => each === step.steps?.[n]);
    return alike ? step : { ...step, key, steps };
  };
  return adopt(shown, outline).map(once);
}

/**
 * Give the steps of the server's outline the keys of those that were shown, and keep what did not change as it is (so that
 * it need not be drawn again).
 * @param {Step[]} shown
 * @param {Step[]} outline
 * @param {Map<string, Step[]>} [lost] those shown before whose place is not clear, by what they say
 * @returns {Step[]}
 */
function adopt(shown, outline, lost = bySignature(shown, outline)) {
  const partner = partners(shown, outline);
  return outline.map((fresh, index) => {
    const old = partner.get(index) || lost.get(signature(fresh))?.shift();
    const steps = fresh.steps && adopt(old?.steps || [], fresh.steps, lost);
    if (
      old &&
      same(old, fresh) &&
      steps?.length === old.steps?.length &&
      (steps || []).every((s, n) => s === old.steps?.[n])
    ) {
      return Object.assign(old, { id: fresh.id, line: fresh.line, end_line: fresh.end_line });
    }
    return { ...fresh, steps, key: old?.key || newKey() };
  });
}

/**
 * Pair steps of two lists by their order: from both ends as long as they are alike, all of them where the kinds agree.
 * @param {Step[]} shown
 * @param {Step[]} outline
 * @returns {Map<number, Step>} by the place in `outline`
 */
function partners(shown, outline) {
  /** @type {Map<number, Step>} */
  const found = new Map();
  if (shown.length === outline.length && outline.every((fresh, n) => fresh.kind === shown[n].kind)) {
    outline.forEach((_, n) => found.set(n, shown[n]));
    return found;
  }
  const most = Math.min(shown.length, outline.length);
  let head = 0;
  while (head < most && signature(shown[head]) === signature(outline[head])) {
    found.set(head, shown[head]);
    head += 1;
  }
  let tail = 1;
  while (tail <= most - head && signature(shown[shown.length - tail]) === signature(outline[outline.length - tail])) {
    found.set(outline.length - tail, shown[shown.length - tail]);
    tail += 1;
  }
  return found;
}

/**
 * @param {Step[]} shown
 * @param {Step[]} outline
 */
function bySignature(shown, outline) {
  /** @type {Map<string, Step[]>} */
  const found = new Map();
  if (shown.length === outline.length && outline.every((fresh, n) => fresh.kind === shown[n].kind)) {
    const deep = [...walk(outline)].length === [...walk(shown)].length;
    if (deep) return found;
  }
  const kept = new Set(partners(shown, outline).values());
  for (const step of walk(shown)) {
    if (kept.has(step)) continue;
    const named = signature(step);
    found.set(named, [...(found.get(named) || []), step]);
  }
  return found;
}

/** What a step says. @param {Step} step */
function signature(step) {
  return `${step.kind}\n${step.text || ""}\n${JSON.stringify(step.fields)}\n${step.steps?.length || 0}`;
}

/**
 * @param {Step} old
 * @param {Step} fresh
 */
function same(old, fresh) {
  return (
    old.kind === fresh.kind &&
    old.text === fresh.text &&
    old.raw === fresh.raw &&
    JSON.stringify(old.fields) === JSON.stringify(fresh.fields) &&
    JSON.stringify(old.cues) === JSON.stringify(fresh.cues)
  );
}
