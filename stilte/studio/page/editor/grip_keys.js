import { find, walk } from "./tree.js";

/**
 * What keys do on the handle of a step.
 * @param {KeyboardEvent} event
 * @param {any} session
 * @param {import("../types.js").Step} step
 */
export function gripKeys(event, session, step) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (by && event.shiftKey) extend(session, step.key, by);
  else if (by) goTo(session, step.key, by);
  else if (event.key === " ") session.hear(step.key);
  else if (event.key === "Enter") session.controls.get(step.key)?.focus();
  else if (event.key === "Delete" || event.key === "Backspace") session.removeSteps(session.range.value);
  else if (event.key === "/") session.insertAt.value = step.key;
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/**
 * @param {any} session
 * @param {string} key
 * @param {number} by
 */
function extend(session, key, by) {
  const place = find(session.steps.value, key);
  const next = place?.list[place.index + by];
  if (!next) return;
  const anchor = session.anchor.value || key;
  session.select(next.key, true);
  session.anchor.value = anchor;
  focusGrip(session, next.key);
}

/**
 * @param {any} session
 * @param {string} key
 * @param {number} by
 */
function goTo(session, key, by) {
  const all = [...walk(session.steps.value)];
  const next = all[all.findIndex((each) => each.key === key) + by];
  if (!next) return;
  session.select(next.key);
  focusGrip(session, next.key);
}

/**
 * @param {any} session
 * @param {string} key
 */
function focusGrip(session, key) {
  session.keepSelection = true;
  session.grip(key)?.focus();
  session.keepSelection = false;
}
