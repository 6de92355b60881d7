/** Drawing a timeline on a canvas, in the colours of the page. */

const CHAPTERS = 18; // pixels for their titles
const VOICE = { top: 24, height: 12 };
const BREATH = { top: 42, height: 24 };
const BED = { top: 70, height: 6 };
const HEIGHT = 80;
const SPOKEN = new Set(["line", "cue", "count"]);
const LEAST = 1.5; // pixels that are still seen

/**
 * @param {HTMLCanvasElement} canvas
 * @param {import("../types.js").Timeline & any} timeline
 * @param {{selected_s: number|null, place_s: number|null}} marks
 */
export function draw(canvas, timeline, { selected_s: selected, place_s: place }) {
  const width = canvas.clientWidth;
  const scale = window.devicePixelRatio || 1;
  canvas.width = width * scale;
  canvas.height = HEIGHT * scale;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.scale(scale, scale);
  const look = getComputedStyle(canvas);
  const colour = (/** @type {string} */ name) => look.getPropertyValue(`--${name}`).trim();
  const x = (/** @type {number} */ seconds) => (seconds / timeline.length_s) * width;
  beds(pen, timeline, x, colour("water"), width);
  chapters(pen, timeline, x, colour, width);
  holds(pen, timeline, x, colour("hold"));
  breaths(pen, timeline, x, colour("breath"));
  voice(pen, timeline, x, colour);
  if (selected !== null) line(pen, x(selected), colour("ink"), 1.5);
  if (place !== null) line(pen, x(place), colour("voice"), 2);
}

/** @typedef {CanvasRenderingContext2D} Pen */
/** @typedef {(seconds: number) => number} Place */

/** @param {Pen} pen @param {any} timeline @param {Place} x @param {string} colour @param {number} width */
function beds(pen, timeline, x, colour, width) {
  const changes = timeline.beds || [];
  pen.fillStyle = colour;
  changes.forEach((/** @type {any} */ change, /** @type {number} */ n) => {
    if (!change.bed || change.bed === "none") return;
    const end = changes[n + 1] ? x(changes[n + 1].start_s) : width;
    pen.globalAlpha = 0.7;
    pen.beginPath();
    pen.roundRect(x(change.start_s), BED.top, Math.max(LEAST, end - x(change.start_s)), BED.height, 3);
    pen.fill();
    pen.globalAlpha = 1;
  });
}

/** @param {Pen} pen @param {any} timeline @param {Place} x @param {(name: string) => string} colour @param {number} width */
function chapters(pen, timeline, x, colour, width) {
  pen.font = `12px ${getComputedStyle(pen.canvas).fontFamily}`;
  pen.textBaseline = "top";
  const all = timeline.chapters || [];
  all.forEach((/** @type {any} */ chapter, /** @type {number} */ n) => {
    const [left, right] = [x(chapter.start_s), all[n + 1] ? x(all[n + 1].start_s) : width];
    pen.fillStyle = colour("line");
    if (n > 0) pen.fillRect(left, 0, 1, HEIGHT);
    pen.fillStyle = colour("soft");
    pen.save();
    pen.beginPath();
    pen.rect(left, 0, Math.max(0, right - left - 6), CHAPTERS);
    pen.clip();
    pen.fillText(chapter.title, left + 5, 3);
    pen.restore();
  });
}

/** @param {Pen} pen @param {any} timeline @param {Place} x @param {string} colour */
function holds(pen, timeline, x, colour) {
  pen.fillStyle = colour;
  pen.globalAlpha = 0.35;
  for (const row of timeline.rows) {
    if (row.kind === "hold") pen.fillRect(x(row.start_s), BREATH.top, x(row.length_s), BREATH.height);
  }
  pen.globalAlpha = 1;
}

/** @param {Pen} pen @param {any} timeline @param {Place} x @param {string} colour */
function breaths(pen, timeline, x, colour) {
  const floor = BREATH.top + BREATH.height;
  pen.fillStyle = colour;
  for (const breath of timeline.breaths || []) {
    let [time, level] = [breath.start_s, 0];
    pen.beginPath();
    pen.moveTo(x(time), floor);
    for (const phase of breath.phases) {
      const to = phase.kind === "in" ? 1 : phase.kind === "out" ? 0 : level;
      const [from, end] = [floor - level * BREATH.height, floor - to * BREATH.height];
      const [left, right] = [x(time), x(time + phase.length_s)];
      pen.bezierCurveTo((left + right) / 2, from, (left + right) / 2, end, right, end);
      [time, level] = [time + phase.length_s, to];
    }
    pen.lineTo(x(time), floor);
    pen.globalAlpha = 0.5;
    pen.fill();
    pen.globalAlpha = 1;
  }
}

/** @param {Pen} pen @param {any} timeline @param {Place} x @param {(name: string) => string} colour */
function voice(pen, timeline, x, colour) {
  const [lines, others, strikes] = [new Path2D(), new Path2D(), new Path2D()];
  for (const row of timeline.rows) {
    const left = x(row.start_s);
    if (SPOKEN.has(row.kind)) {
      const wide = Math.max(LEAST, x(row.length_s) - 1);
      (row.kind === "line" ? lines : others).roundRect(left, VOICE.top, wide, VOICE.height, 3);
    } else if (row.kind === "bell" || row.kind === "sound") {
      const middle = VOICE.top + VOICE.height / 2;
      strikes.moveTo(left + 4, middle);
      strikes.arc(left, middle, 4, 0, 2 * Math.PI);
    }
  }
  pen.fillStyle = colour("voice");
  pen.fill(lines);
  pen.globalAlpha = 0.6;
  pen.fill(others);
  pen.globalAlpha = 1;
  pen.fillStyle = colour("bell");
  pen.fill(strikes);
}

/** @param {Pen} pen @param {number} at @param {string} colour @param {number} wide */
function line(pen, at, colour, wide) {
  pen.fillStyle = colour;
  pen.fillRect(Math.max(0, at - wide / 2), 0, wide, HEIGHT);
}
