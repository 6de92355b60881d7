const one = (query, from = document) => from.querySelector(query);
const all = (query, from = document) => [...from.querySelectorAll(query)];
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

// The last entry of a sorted list that begins at or before a time; -1 before the first.
const at = (starts, time) => {
  let low = 0, high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= time) low = middle + 1; else high = middle;
  }
  return low - 1;
};

// 754 → "12:34", 3723 → "1:02:03".
const clock = (time) => {
  const whole = Math.max(0, Math.floor(time + 0.05));
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(whole / 3600), minutes = Math.floor(whole / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
};

// "754", "12:34", "1:02:03" and "12m34s" in seconds; null for what is no time.
const seconds = (text) => {
  const said = text.trim().toLowerCase();
  const units = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:[.,]\d+)?)s)?$/.exec(said);
  if (said && units) return (+units[1] || 0) * 3600 + (+units[2] || 0) * 60 + (+(units[3] || "0").replace(",", "."));
  if (!/^\d+(:\d{1,2}){0,2}([.,]\d+)?$/.test(said)) return null;
  return said.replace(",", ".").split(":").reduce((sum, part) => sum * 60 + +part, 0);
};

// What is kept on this device only; private browsing keeps nothing.
const stored = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
const store = (key, value) => {
  try { if (value === null) localStorage.removeItem(key); else localStorage.setItem(key, value); } catch { /* likewise */ }
};

const still = matchMedia("(prefers-reduced-motion: reduce)");
const data = JSON.parse(one("#data").textContent);
const words = data.words;
