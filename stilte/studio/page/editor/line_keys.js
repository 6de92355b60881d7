/** What keys do in a line: Enter makes a line, Backspace joins, arrows go to the neighbours. */
import { find, walk } from "./tree.js";

/** @typedef {import("../types.js").Step} Step */

/**
 * @param {KeyboardEvent} event
 * @param {any} session
 * @param {Step} step
 */
export function lineKeys(event, session, step) {
  const area = /** @type {HTMLTextAreaElement} */ (event.currentTarget);
  const [from, to] = [area.selectionStart, area.selectionEnd];
  const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey;
  if (event.isComposing || !isPlain) return;
  if (event.key === "Enter") {
    event.preventDefault();
    if (!event.shiftKey) breakLine(session, step, area.value, from);
  } else if (event.key === "Backspace" && from === 0 && to === 0) {
    if (joinBefore(session, step, area.value)) event.preventDefault();
  } else if (event.key === "Delete" && from === area.value.length && to === from) {
    if (joinNext(session, step)) event.preventDefault();
  } else if (event.key === "/" && !area.value) {
    if (offerSteps(session, step)) event.preventDefault();
  } else if ((event.key === "ArrowUp" || event.key === "ArrowDown") && !event.shiftKey) {
    const by = event.key === "ArrowUp" ? -1 : 1;
    if (atEdge(area, by) && neighbour(session, step.key, by, from)) event.preventDefault();
  } else if (event.key === "Escape") {
    event.preventDefault();
    session.grip(step.key)?.focus();
  }
}

/**
 * Offer what can stand in the place of a line without words.
 * @param {any} session
 * @param {Step} step
 */
function offerSteps(session, step) {
  const place = find(session.steps.value, step.key);
  const before = place && place.list[place.index - 1];
  if (!session.isBlank(step.key) || !before) return false;
  session.forget(step.key);
  session.select(before.key);
  session.insertAt.value = before.key;
  return true;
}

/**
 * Break a line in two at the cursor; at its end, begin a new one.
 * @param {any} session
 * @param {Step} step
 * @param {string} text
 * @param {number} at
 */
function breakLine(session, step, text, at) {
  if (session.isBlank(step.key) && !text.trim()) return;
  const isLine = step.kind === "say";
  if (!text.slice(at).trim() || !isLine) {
    session.begin({ after: step.key });
  } else if (!text.slice(0, at).trim()) {
    session.begin({ before: step.key });
  } else {
    session.splitLine(step.key, text, at);
  }
}

/**
 * @param {any} session
 * @param {Step} step
 * @param {string} text
 */
function joinBefore(session, step, text) {
  const place = find(session.steps.value, step.key);
  const before = place && place.list[place.index - 1];
  if (session.isBlank(step.key) && !text.trim()) {
    session.forget(step.key);
    const list = [...walk(session.steps.value)];
    session.focus(before?.key || place?.parent?.key || list[0]?.key || null, -1);
    return true;
  }
  if (step.kind !== "say" || before?.kind !== "say") return false;
  session.joinLines(before, step);
  return true;
}

/**
 * @param {any} session
 * @param {Step} step
 */
function joinNext(session, step) {
  const place = find(session.steps.value, step.key);
  const next = place && place.list[place.index + 1];
  if (step.kind !== "say" || next?.kind !== "say") return false;
  session.joinLines(step, next);
  return true;
}

/**
 * Whether the cursor is in the first (or last) row of a field.
 * @param {HTMLTextAreaElement} area
 * @param {number} by
 */
function atEdge(area, by) {
  const rowHeight = parseFloat(getComputedStyle(area).lineHeight);
  if (area.clientHeight < rowHeight * 1.9) return true;
  return by < 0 ? area.selectionStart === 0 : area.selectionEnd === area.value.length;
}

/**
 * Go to the step before or after, in the order of the page.
 * @param {any} session
 * @param {string} key
 * @param {number} by
 * @param {number} caret
 */
export function neighbour(session, key, by, caret) {
  const all = [...walk(session.steps.value)];
  const to = all[all.findIndex((each) => each.key === key) + by];
  if (!to) return false;
  session.focus(to.key, Math.min(caret, session.textOf(to).length));
  return true;
}

/**
 * A text of several lines that is pasted becomes as many lines.
 * @param {ClipboardEvent} event
 * @param {any} session
 * @param {Step} step
 * @param {(text: string) => void} setText
 */
export function pasted(event, session, step, setText) {
  const lines = (event.clipboardData?.getData("text/plain") || "").split(/\s*\n\s*/).filter((line) => line.trim());
  if (lines.length < 2 || step.kind !== "say") return;
  event.preventDefault();
  const area = /** @type {HTMLTextAreaElement} */ (event.currentTarget);
  const [head, tail] = [area.value.slice(0, area.selectionStart), area.value.slice(area.selectionEnd)];
  const texts = [`${head}${lines[0]}`, ...lines.slice(1, -1), `${lines[lines.length - 1]}${tail}`];
  setText(texts[0]);
  session.type(step.key, texts[0]);
  session.addLines(step.key, texts.slice(1));
}
