// The page: `?track=ADDRESS` names the cue sheet, by default track.json beside this page.
import { readClips, readSheet, schedule } from "./player.js";

const state = /** @type {HTMLElement} */ (document.querySelector("#state"));
const button = /** @type {HTMLButtonElement} */ (document.querySelector("#play"));
const list = /** @type {HTMLElement} */ (document.querySelector("#lines"));

const address = new URL(new URLSearchParams(location.search).get("track") ?? "track.json", location.href).href;
const folder = new URL(".", address).href;

try {
  const sheet = await readSheet(address);
  const context = new AudioContext({ sampleRate: sheet.sample_rate_hz });
  const clips = await readClips(context, sheet, folder);
  const lines = sheet.events.filter((event) => event.clip);
  const items = lines.map((event) => {
    const item = document.createElement("li");
    const time = document.createElement("time");
    time.textContent = `${Math.floor(event.start_s / 60)}:${String(Math.floor(event.start_s % 60)).padStart(2, "0")}`;
    item.append(time, event.text ?? "");
    list.append(item);
    return item;
  });
  state.textContent = `${lines.length} lines, ${clips.size} clips.`;
  button.disabled = false;
  /** @type {AudioBufferSourceNode[]} */
  let playing = [];
  let begin = 0;

  const follow = () => {
    const now_s = context.currentTime - begin;
    lines.forEach((event, at) => {
      const heard = now_s >= event.start_s && now_s < event.start_s + event.length_s;
      items[at].toggleAttribute("aria-current", heard);
    });
    if (playing.length) requestAnimationFrame(follow);
  };

  button.addEventListener("click", async () => {
    if (playing.length) {
      for (const source of playing) source.stop();
      playing = [];
      button.textContent = "Play";
      return;
    }
    await context.resume();
    begin = context.currentTime + 0.1;
    playing = schedule(context, sheet, clips, { begin });
    button.textContent = "Stop";
    follow();
  });
} catch (error) {
  state.textContent = String(error);
}
