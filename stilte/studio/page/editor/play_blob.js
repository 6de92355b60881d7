/** @type {HTMLAudioElement|null} */
let playing = null;

/**
 * Play a sound that was fetched; another that plays is stopped. Resolves as it begins.
 * @param {Blob} blob
 */
export async function playBlob(blob) {
  playing?.pause();
  const address = URL.createObjectURL(blob);
  const audio = new Audio(address);
  playing = audio;
  audio.addEventListener("ended", () => URL.revokeObjectURL(address));
  await audio.play();
}
