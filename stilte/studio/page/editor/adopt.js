/**
 * Which step of the server's answer is which of those that are shown: pure functions.
 *
 * @typedef {import("../types.js").Step} Step
 */
import { newKey, walk } from "./tree.js";

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
