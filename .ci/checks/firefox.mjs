// Firefox, driven over WebDriver BiDi: a command a line of JSON on stdin, an answer a line on stdout.
//   {"do": "open", "args": ["http://…"]} → {"value": null}; what goes wrong → {"error": "…"}
// The first line out is {"ready": true}; it ends with its input. Arguments: the program, further preferences as JSON.
import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";
import { isShown, located, meeting } from "./firefox_locators.mjs";

const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: process.argv[2],
  headless: true,
  extraPrefsFirefox: {
    "media.autoplay.default": 0,
    "media.autoplay.blocking_policy": 0,
    "dom.serviceWorkers.testing.enabled": true,
    ...JSON.parse(process.argv[3] ?? "{}"),
  },
});
let page, complaints = [], responses = [];

const fresh = async (width = 1280, height = 900) => {
  if (page) await page.close();
  const [ofThisPage, answers] = [[], []];  // the page before may still say something
  [complaints, responses] = [ofThisPage, answers];
  page = await browser.newPage();
  await page.setViewport({ width, height });
  page.on("console", (said) => { if (["error", "warn"].includes(said.type())) ofThisPage.push(said.text()); });
  page.on("pageerror", (error) => ofThisPage.push(String(error)));
  page.on("response", (one) => answers.push({ url: one.url(), status: one.status(), headers: one.headers() }));
};

const inPage = (source, value) => page.evaluate(source.includes("=>") && value !== undefined ? asFunction(source) : source, value);
const asFunction = (source) => new Function(`return (${source})`)();
// Tab past the last element of a page goes on in the bars of the browser, where this driver's keys do not follow it: the page
// then gets keys without being in front, and Enter presses no button. To another page and back is the way into it again.
const backIntoPage = async () => {
  const away = await browser.newPage();
  await away.bringToFront();
  await page.bringToFront();
  await away.close();
};
const pressed = async (chord) => {
  if (!(await page.evaluate(() => document.hasFocus()))) await backIntoPage();
  const keys = chord.replace("ControlOrMeta", "Control").replace("Space", " ").split(/(?<=.)\+/);
  const last = keys.pop();
  for (const key of keys) await page.keyboard.down(key);
  await page.keyboard.press(last);
  for (const key of keys.reverse()) await page.keyboard.up(key);
};
const tabbedTo = async (one, most) => {
  for (let n = 0; n < most; n++) {
    const { here, inFront } = await one.evaluate((element) => ({
      here: element.contains(document.activeElement),
      inFront: document.hasFocus(),
    }));
    if (here) return true;
    if (!inFront) await backIntoPage();
    await page.keyboard.press("Tab");
  }
  return false;
};
const inserted = (text) => page.evaluate((words) => {
  const field = document.activeElement;
  if (document.execCommand(words ? "insertText" : "delete", false, words)) return;
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, words);
  for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
}, text);

// What is done with one element. `find` is tried again until it gives something; `act` is done once.
const usable = async (one) => {
  const met = await meeting(one);
  if (met.why) throw new Error(met.why);
  return met;
};
const shown = async (one) => {
  if (!(await isShown(one))) throw new Error("is not shown");
  return one;
};
const deeds = {
  click: { find: usable, act: ({ x, y }) => page.mouse.click(x, y) },
  focus: { find: shown, act: (one) => one.focus() },
  fill: { find: usable, act: async ({ x, y }, text) => {
    await page.mouse.click(x, y);
    await page.evaluate(() => document.activeElement.select?.());
    await inserted(text);
  } },
  press: { find: shown, act: async (one, key) => { await one.focus(); await pressed(key); } },
  tabTo: { find: shown, act: tabbedTo },
  select: { find: shown, act: (one, label) => one.evaluate((list, words) => {
    list.selectedIndex = [...list.options].findIndex((option) => option.label === words);
    for (const kind of ["input", "change"]) list.dispatchEvent(new Event(kind, { bubbles: true }));
  }, label) },
  shown: { find: shown, act: () => null },
  evaluate: { find: (one) => one, act: (one, source) => one.evaluate(asFunction(source)) },
};

const use = async (chain, name, args, patience) => {
  const { find, act } = deeds[name];
  const end = Date.now() + patience;
  for (;;) {
    let why = "nothing found", met;
    try {
      const found = await located(await page.$("html"), chain);
      if (found.length > 1) why = `${found.length} found`;
      else if (found.length) met = await find(found[0]);
    } catch (error) { why = String(error); }  // the page may be drawn anew meanwhile
    if (met) return act(met, ...args);
    if (Date.now() > end) throw new Error(`${name} ${JSON.stringify(chain)}: ${why}\n${await page.evaluate(() => `${document.activeElement.outerHTML.slice(0, 300)}\n${document.body.innerText}`)}`);
    await page.evaluate(() => new Promise((done) => setTimeout(done, 100)));  // leaves the machine to what is waited for
  }
};

const commands = {
  fresh,
  open: async (address) => { await page.goto(address, { waitUntil: "load" }); },
  reload: async () => { await page.reload({ waitUntil: "load" }); },
  evaluate: inPage,
  click: (selector) => page.locator(selector).click(),
  press: pressed,
  type: (text) => page.keyboard.type(text),
  insert: inserted,
  use,
  count: async (chain) => (await located(await page.$("html"), chain)).length,
  evaluateAll: async (chain, source) => {
    const found = await located(await page.$("html"), chain);
    return page.evaluate((function_, ...all) => function_(all), await page.evaluateHandle(`(${source})`), ...found);
  },
  screenshot: async (path) => { await page.screenshot({ path, fullPage: true }); },
  complaints: () => complaints,
  responses: (from) => responses.slice(from),
};

const tell = (answer) => process.stdout.write(JSON.stringify(answer) + "\n");
await fresh();
tell({ ready: true });
for await (const line of createInterface({ input: process.stdin })) {
  const { do: name, args } = JSON.parse(line);
  try { tell({ value: (await commands[name](...(args ?? []))) ?? null }); } catch (error) { tell({ error: String(error) }); }
}
await browser.close();
