// Breaths come as runs: start, how many, seconds from one to the next, and the parts of each.
const unrolled = (runs) => runs.flatMap(([start, count, period, parts]) =>
  Array.from({ length: count }, (_, index) => parts.map(([late, ...rest]) => [start + index * period + late, ...rest])).flat());

// A second in-breath goes on where the first one ended: `from` and `to` are its shares of the whole.
const fullness = (name, share, from = 0, to = 1) => {
  const eased = from + (to - from) * (1 - Math.cos(Math.PI * share)) / 2;
  return { in: eased, hold: 1, out: 1 - eased, rest: 0 }[name];
};

// The circle: it plays and pauses, and breathes with the track. Returns what draws it at a time.
const breathingCircle = (audio) => {
  const circle = one(".breath"), disc = one(".disc"), rim = one(".rim"), ring = one(".round"), phase = one(".phase");
  const breaths = unrolled(data.breaths), starts = breaths.map((breath) => breath[0]);
  let shown = null;
  circle.hidden = false;
  circle.addEventListener("click", () => { if (audio.paused) audio.play().catch(() => {}); else audio.pause(); });
  ["play", "pause"].forEach((name) => audio.addEventListener(name, () => {
    circle.setAttribute("aria-label", audio.paused ? words.listen : words.pause);
  }));
  return (time) => {
    const index = at(starts, time);
    const breath = index < 0 ? null : breaths[index];
    const inside = breath !== null && time < breath[0] + breath[1];
    const name = inside ? breath[2] : "quiet";
    if (name !== shown) phase.textContent = (shown = name) === "quiet" ? "" : words[name];
    const share = inside ? (time - breath[0]) / breath[1] : 0;
    const scale = still.matches ? 0.75 : 0.55 + 0.45 * (inside ? fullness(name, share, breath[3], breath[4]) : 0);
    disc.style.transform = `scale(${scale.toFixed(4)})`;
    rim.setAttribute("r", (90 * scale).toFixed(2));
    ring.setAttribute("stroke-dasharray", `${still.matches ? 0 : (616 * share).toFixed(1)} 616`);
    circle.classList.toggle("idle", audio.paused && (!inside || circle.classList.contains("small")));
  };
};

// Draws in step with the screen while something plays, and once for every other change.
const drawn = (audio, show) => {
  let frame = 0;
  const run = () => { show(audio.currentTime); frame = audio.paused ? 0 : requestAnimationFrame(run); };
  const wake = () => { if (!frame) run(); };
  ["play", "pause", "seeked", "timeupdate"].forEach((name) => audio.addEventListener(name, wake));
  return wake;
};
