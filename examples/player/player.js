// Rebuilds a track from its cue sheet and its clips, with Web Audio: every line begins at the sample that the
// sheet names. What to play under it, and how loudly, is the app's own matter.

/**
 * @typedef {{kind: string, start_s: number, length_s: number, text?: string, clip?: string}} Event
 * @typedef {{format: string, length_s: number, sample_rate_hz: number, channels: number, events: Event[]}} Sheet
 */

const FORMAT = "stilte-cue-sheet/1";

/**
 * Reads a cue sheet.
 * @param {string} address
 * @returns {Promise<Sheet>}
 */
export async function readSheet(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const sheet = await answer.json();
  if (sheet.format !== FORMAT) throw new Error(`${address} is not a ${FORMAT}`);
  return sheet;
}

/**
 * Fetches and decodes every clip of a sheet, each once.
 * @param {BaseAudioContext} context
 * @param {Sheet} sheet
 * @param {string} folder the address of the folder of the sheet, with a slash at its end
 * @returns {Promise<Map<string, AudioBuffer>>}
 */
export async function readClips(context, sheet, folder) {
  const names = [...new Set(sheet.events.flatMap((event) => event.clip ?? []))];
  const read = async (/** @type {string} */ name) => {
    const answer = await fetch(new URL(name, folder));
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return /** @type {[string, AudioBuffer]} */ ([name, await context.decodeAudioData(await answer.arrayBuffer())]);
  };
  return new Map(await Promise.all(names.map(read)));
}

/**
 * Schedules every line from a second of the track on.
 * @param {BaseAudioContext} context
 * @param {Sheet} sheet
 * @param {Map<string, AudioBuffer>} clips
 * @param {{begin?: number, from_s?: number}} [when] `begin`: the context's time at which `from_s` sounds
 * @returns {AudioBufferSourceNode[]} to be stopped by whoever pauses
 */
export function schedule(context, sheet, clips, { begin = context.currentTime, from_s = 0 } = {}) {
  const spoken = sheet.events.filter((event) => event.clip && event.start_s + event.length_s > from_s);
  return spoken.map((event) => {
    const source = context.createBufferSource();
    source.buffer = clips.get(/** @type {string} */ (event.clip)) ?? null;
    source.connect(context.destination);
    // On a whole sample: between two of them a browser would interpolate.
    const start_s = Math.round(event.start_s * sheet.sample_rate_hz) / sheet.sample_rate_hz;
    source.start(begin + Math.max(0, start_s - from_s), Math.max(0, from_s - start_s));
    return source;
  });
}

/**
 * Renders the voice of a whole track without a loudspeaker.
 * @param {Sheet} sheet
 * @param {string} folder
 * @returns {Promise<AudioBuffer>}
 */
export async function render(sheet, folder) {
  const frames = Math.round(sheet.length_s * sheet.sample_rate_hz);
  const context = new OfflineAudioContext(sheet.channels, frames, sheet.sample_rate_hz);
  schedule(context, sheet, await readClips(context, sheet, folder));
  return context.startRendering();
}
