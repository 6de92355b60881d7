/** One sound at a time: what plays, and where it is. */
import { signal } from "../parts/dom.js";
import { fail } from "../parts/messages.js";

/** What plays now: `key` tells it from others on the page, `at_s` is how far it is. */
export const playing = signal(/** @type {{key: string, at_s: number} | null} */ (null));

/** @type {HTMLAudioElement | null} */
let audio = null;
let frame = 0;

/** Stop whatever plays. */
export function stopPlaying() {
  cancelAnimationFrame(frame);
  if (audio) {
    audio.pause();
    audio.removeAttribute("src");
    audio.load(); // the server need not send more
  }
  audio = null;
  playing.value = null;
}

/**
 * Play a sound from its address; what played before ends.
 * @param {string} key
 * @param {string} address
 */
export async function play(key, address) {
  stopPlaying();
  const mine = new Audio(address);
  audio = mine;
  playing.value = { key, at_s: 0 };
  mine.addEventListener("ended", () => audio === mine && stopPlaying());
  const follow = () => {
    if (audio !== mine) return;
    playing.value = { key, at_s: mine.currentTime };
    frame = requestAnimationFrame(follow);
  };
  try {
    await mine.play();
    follow();
  } catch (error) {
    if (audio !== mine) return; // another sound was asked for
    stopPlaying();
    fail(await whyNot(address, error));
  }
}

/** Play it, or stop it where it plays. @param {string} key @param {string} address */
export function toggle(key, address) {
  if (playing.value?.key === key) stopPlaying();
  else void play(key, address);
}

/** @param {string} address @param {unknown} error */
async function whyNot(address, error) {
  try {
    const answer = await fetch(address);
    if (answer.ok) {
      void answer.body?.cancel();
      return error;
    }
    const told = (await answer.json()).error;
    return { message: told.text, hint: told.hint, problems: told.problems };
  } catch {
    return error;
  }
}
