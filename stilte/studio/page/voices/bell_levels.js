/** The bells and sounds of one routine, and how loud they are: written where they stand in the script. */
import { get, post } from "../api.js";

/** @typedef {import("../types.js").Step} Step */

/**
 * The steps that play a sound, also those inside others.
 * @param {Step[]} steps
 * @param {string} name
 * @returns {Step[]}
 */
export function playing(steps, name) {
  return steps.flatMap((step) => [...(soundOf(step) === name ? [step] : []), ...playing(step.steps || [], name)]);
}

/** @param {Step} step */
function soundOf(step) {
  if (step.kind === "bell") return step.fields.sound ?? "bowl";
  return step.kind === "sound" ? step.fields.sound : undefined;
}

/** The level of the first of them that is one number, in dB. @param {Step[]} steps */
export function levelOf(steps) {
  const found = steps.map((step) => Number(step.fields.level ?? 0)).find((level) => !Number.isNaN(level));
  return found ?? 0;
}

/**
 * Give every step of a script that plays a sound this level; one that goes from a level to another stays as it is.
 * @param {string} script
 * @param {string} name
 * @param {number} level
 */
export async function setLevel(script, name, level) {
  const path = `/api/scripts/${encodeURIComponent(script)}`;
  const before = await get(path);
  let { version } = before;
  for (const { id, fields } of playing(before.outline.steps, name)) {
    const now = Number(fields.level ?? 0);
    if (Number.isNaN(now) || now === level) continue;
    const value = level === 0 ? null : String(level);
    ({ version } = await post(`${path}/edit`, {
      version,
      operation: { op: "set_field", at: id, field: "level", value },
    }));
  }
}
