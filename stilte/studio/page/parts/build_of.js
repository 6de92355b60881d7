/** How far the tracks of one script are while a build runs. */
import { percent } from "../texts.js";

const BUSY = ["speaks", "encodes"];

/**
 * A script of several lengths is spoken once, under its own name, and then becomes several tracks.
 * @param {{slugs: string[], routine: string}} track
 * @param {any} job the newest build, or null
 * @returns {{fraction: number, text: string} | null} null where nothing of it is being made now
 */
export function buildOf(track, job) {
  if (job?.state !== "running") return null;
  const told = (job.tracks || []).filter(
    (/** @type {any} */ one) => one.slug === track.routine || track.slugs.includes(one.slug),
  );
  const busy = told.find((/** @type {any} */ one) => BUSY.includes(one.phase));
  if (!busy) return null;
  const speaks = told.find((/** @type {any} */ one) => one.phase === "speaks");
  const many = Math.max(track.slugs.length, told.length);
  const made = told.reduce((/** @type {number} */ sum, /** @type {any} */ one) => sum + one.fraction, 0);
  const fraction = speaks ? speaks.fraction : (made + (many - told.length) * job.spoken) / many;
  return { fraction, text: `${percent(fraction)} · ${busy.text}` };
}

/** How many tracks of a build are finished. @param {any} job */
export function finishedIn(job) {
  return (job?.tracks || []).filter((/** @type {any} */ one) => ["built", "failed"].includes(one.phase)).length;
}
