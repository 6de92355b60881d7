/**
 * What the steps will be after an operation, before the server has answered: pure functions.
 *
 * @typedef {import("../types.js").Step} Step
 * @typedef {import("../types.js").Operation} Operation
 */
import { TOP, changeList, changeStep, find } from "./tree.js";

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
