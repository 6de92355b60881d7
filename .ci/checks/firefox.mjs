// Firefox, driven over WebDriver BiDi: a command a line of JSON on stdin, an answer a line on stdout.
//   {"do": "open", "args": ["http://…"]} → {"value": null}; what goes wrong → {"error": "…"}
// The first line out is {"ready": true}; it ends with its input.
import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";

const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: process.argv[2],
  headless: true,
  extraPrefsFirefox: { "media.autoplay.default": 0, "media.autoplay.blocking_policy": 0, "dom.serviceWorkers.testing.enabled": true },
});
let page, complaints = [];

const fresh = async (width = 1280, height = 900) => {
  if (page) await page.close();
  const ofThisPage = [];  // the page before may still say something
  complaints = ofThisPage;
  page = await browser.newPage();
  await page.setViewport({ width, height });
  page.on("console", (said) => { if (["error", "warn"].includes(said.type())) ofThisPage.push(said.text()); });
  page.on("pageerror", (error) => ofThisPage.push(String(error)));
};

const commands = {
  fresh,
  open: async (address) => { await page.goto(address, { waitUntil: "load" }); },
  evaluate: (expression) => page.evaluate(expression),
  click: (selector) => page.locator(selector).click(),
  press: (key) => page.keyboard.press(key),
  type: (text) => page.keyboard.type(text),
  screenshot: async (path) => { await page.screenshot({ path, fullPage: true }); },
  complaints: () => complaints,
};

const tell = (answer) => process.stdout.write(JSON.stringify(answer) + "\n");
await fresh();
tell({ ready: true });
for await (const line of createInterface({ input: process.stdin })) {
  const { do: name, args } = JSON.parse(line);
  try { tell({ value: (await commands[name](...(args ?? []))) ?? null }); } catch (error) { tell({ error: String(error) }); }
}
await browser.close();
