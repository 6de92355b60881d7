// Finding elements in Firefox by what a person sees: role and name (by Firefox's own accessibility tree), label, text, CSS.
//   [{"css": ".bar"}, {"role": "button", "name": "Hear"}] → the buttons named "Hear" inside what ".bar" finds
const steps = {
  css: (root, { css }) => root.$$(css),
  role: (root, { role, name }) => named(root, name, role),
  label: async (root, { label }) => filtered(await named(root, label), (element) =>
    element.matches("input, select, textarea, [contenteditable], [role]")),
  text: (root, { text }) => list(root, (element, wanted) => {
    const flat = (words) => words.replace(/\s+/g, " ").trim().toLowerCase();
    const has = (one) => flat(one.textContent).includes(flat(wanted));
    return [...element.querySelectorAll("*")].filter((one) => has(one) && ![...one.children].some(has));
  }, text),
};
const filters = {
  hasText: (found, { hasText }) => filtered(found, (element, wanted) =>
    element.textContent.replace(/\s+/g, " ").toLowerCase().includes(wanted.toLowerCase()), hasText),
  has: async (found, { has }) => {
    const inside = await Promise.all(found.map((one) => located(one, has)));
    return found.filter((_, n) => inside[n].length);
  },
  nth: async (found, { nth }) => found.slice(nth, nth === -1 ? undefined : nth + 1),
};

/** What a chain of steps finds inside an element, in the order of the page. */
export async function located(root, chain) {
  let found = [root];
  for (const step of chain) {
    const [kind] = Object.keys(step);
    if (kind in filters) found = await filters[kind](found, step);
    else found = (await Promise.all(found.map((one) => steps[kind](one, step)))).flat();
  }
  return found;
}

/** Where a mouse meets an element that can be used: shown, at rest, enabled, and not covered; else what hinders. */
export const meeting = (one) => one.evaluate(async (element) => {
  const box = () => JSON.stringify(element.getBoundingClientRect());
  const drawn = () => new Promise((done) => requestAnimationFrame(done));
  element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  await drawn();
  const before = box();
  await drawn();
  if (box() !== before) return { why: "moves" };
  const { left, top, width, height } = element.getBoundingClientRect();
  if (!width || !height || !element.checkVisibility({ visibilityProperty: true })) return { why: "is not shown" };
  if (element.matches(":disabled, [aria-disabled=true]")) return { why: "is disabled" };
  const [x, y] = [left + width / 2, top + height / 2];
  const there = document.elementFromPoint(x, y);
  const label = element.closest("label") ?? element.labels?.[0];
  if (!there || !(element.contains(there) || there.contains(element) || label?.contains(there))) {
    return { why: `is covered by ${there?.outerHTML.slice(0, 120)}` };
  }
  return { x, y };
});

export const isShown = (one) => one.evaluate((element) => {
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 && element.checkVisibility({ visibilityProperty: true });
});

async function named(root, name, role) {
  const found = [];
  for await (const one of root.queryAXTree(name, role)) found.push(one);
  return found;
}

async function list(root, find, value) {
  const array = await root.evaluateHandle(find, value);
  return [...(await array.getProperties()).values()].map((one) => one.asElement()).filter((one) => one !== null);
}

async function filtered(found, holds, value) {
  const kept = await Promise.all(found.map((one) => one.evaluate(holds, value)));
  return found.filter((_, n) => kept[n]);
}
