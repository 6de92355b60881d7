/** A button that plays what the server gives, and stops it again; one sound at a time. */
import { html, signal, useEffect } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { fail } from "../parts/messages.js";
import { send } from "../api.js";
import { t } from "../texts.js";

/** What plays or is waited for now. */
const now = signal(/** @type {{key: string, state: "waits"|"plays"} | null} */ (null));
/** @type {HTMLAudioElement | null} */
let audio = null;
/** @type {AbortController | null} */
let asked = null;

/** Stop whatever plays. */
export function stop() {
  asked?.abort();
  audio?.pause();
  audio = asked = null;
  now.value = null;
}

/**
 * Ask for a sound and play it.
 * @param {string} key what tells it from others on the page
 * @param {{method: string, path: string, body?: any}} what
 */
async function play(key, { method, path, body }) {
  stop();
  const mine = new AbortController();
  asked = mine;
  now.value = { key, state: "waits" };
  try {
    const answer = await send(method, path, body, { signal: mine.signal });
    const blob = await answer.blob();
    if (!answer.ok) throw new Error(JSON.parse(await blob.text()).error.text);
    if (mine.signal.aborted) return;
    const url = URL.createObjectURL(blob);
    audio = new Audio(url);
    audio.addEventListener("ended", () => {
      URL.revokeObjectURL(url);
      stop();
    });
    now.value = { key, state: "plays" };
    await audio.play();
  } catch (error) {
    if (mine.signal.aborted) return;
    stop();
    fail(error);
  }
}

/**
 * @param {{id: string, label: string, text?: string, what: {method: string, path: string, body?: any}}} props `label` names
 *   what is heard, for those who do not see where the button stands
 */
export function Listen({ id, label, text, what }) {
  useEffect(() => () => void (now.value?.key === id && stop()), [id]);
  const mine = now.value?.key === id ? now.value.state : null;
  return html`<${Button}
    icon=${mine === "plays" ? "stop" : "play"}
    busy=${mine === "waits"}
    label=${mine === "plays" ? t("Stop") : label}
    aria-pressed=${mine === "plays" ? "true" : "false"}
    onClick=${() => (mine === "plays" ? stop() : play(id, what))}
  >
    ${mine === "plays" ? t("Stop") : text || t("Hear")}
  <//>`;
}
