/**
 * A waveform: a drawing of our own, of a byte for each hundredth of a second, which the server measures.
 *
 * Nothing is decoded in the browser: an hour of sound is 360 kB here.
 */
import { html, useMemo } from "../parts/dom.js";
import { send } from "../api.js";
import { playing } from "./player.js";

export const PEAKS_A_SECOND = 100;
const HEIGHT = 100;
const MOST_COLUMNS = 600;

/** Fetch a waveform. @param {string} address @returns {Promise<Uint8Array>} */
export async function fetchPeaks(address) {
  const answer = await send("GET", address);
  if (!answer.ok) return new Uint8Array(0);
  return new Uint8Array(await answer.arrayBuffer());
}

/**
 * A stretch of a waveform. `marks` are places that stand out (a click), in seconds; `children` lie over it.
 * @param {{peaks: Uint8Array|null, from_s: number, to_s: number, id: string, sounds_from_s?: number, marks?: number[], children?: any}} props
 */
export function Waveform({ peaks, from_s, to_s, id, sounds_from_s = from_s, marks = [], children }) {
  const drawn = useMemo(() => (peaks ? outline(peaks, from_s, to_s) : ""), [peaks, from_s, to_s]);
  const share = (/** @type {number} */ at) => (100 * (at - from_s)) / Math.max(to_s - from_s, 0.01);
  return html`<div class=${`waveform ${peaks ? "" : "waits"}`}>
    <svg viewBox=${`0 0 100 ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <path d=${drawn} />
      ${marks.map((at) => html`<line class="mark" x1=${share(at)} x2=${share(at)} y1="0" y2=${HEIGHT} />`)}
    </svg>
    <${Cursor} id=${id} share=${(/** @type {number} */ at) => share(sounds_from_s + at)} />
    ${children}
  </div>`;
}

/** Where it is heard now. @param {{id: string, share: (at_s: number) => number}} props */
function Cursor({ id, share }) {
  const now = playing.value;
  if (now?.key !== id) return null;
  const left = Math.min(Math.max(share(now.at_s), 0), 100);
  return html`<span class="cursor" style=${{ left: `${left}%` }}></span>`;
}

/**
 * The outline of a stretch as a path: each column the loudest of what falls into it, mirrored at the middle.
 * @param {Uint8Array} peaks
 * @param {number} from_s
 * @param {number} to_s
 */
function outline(peaks, from_s, to_s) {
  const first = from_s * PEAKS_A_SECOND;
  const count = Math.max((to_s - from_s) * PEAKS_A_SECOND, 1);
  const columns = Math.max(Math.min(Math.round(count), MOST_COLUMNS), 1);
  const upper = [];
  const lower = [];
  for (let column = 0; column < columns; column += 1) {
    const start = Math.floor(first + (column * count) / columns);
    const end = Math.max(Math.floor(first + ((column + 1) * count) / columns), start + 1);
    let loudest = 0;
    for (let at = Math.max(start, 0); at < end && at < peaks.length; at += 1) loudest = Math.max(loudest, peaks[at]);
    const half = Math.max(((HEIGHT / 2) * loudest) / 255, 0.6);
    const x = ((100 * column) / columns).toFixed(2);
    upper.push(`${x} ${(HEIGHT / 2 - half).toFixed(1)}`);
    lower.push(`${x} ${(HEIGHT / 2 + half).toFixed(1)}`);
  }
  return `M${upper.join("L")}L100 ${HEIGHT / 2}L${lower.reverse().join("L")}Z`;
}
