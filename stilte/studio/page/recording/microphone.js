/**
 * The microphone, raw: 48 kHz, one channel, without echo cancellation, noise suppression or automatic gain, which pump.
 *
 * A recording is a WAV file of 24 bits. What goes wrong is told as a sentence.
 */
import { t } from "../texts.js";

const RATE_HZ = 48000;
const KEPT = "stilte-microphone";
const STARTS_MS = 5000;
const NO_SOUND = "NoSound";

/** @typedef {{stop: () => ArrayBuffer, seconds: () => number, cancel: () => void}} Recording */

export class Microphone {
  /** @param {MediaStream} stream @param {AudioContext} context @param {AudioWorkletNode} node */
  constructor(stream, context, node) {
    this.stream = stream;
    this.context = context;
    /** @type {((samples: Float32Array) => void) | null} */
    this.heard = null;
    /** @type {(text: string) => void} */
    this.onLost = () => {};
    node.port.onmessage = (event) => this.heard && this.heard(event.data);
    const [track] = stream.getAudioTracks();
    track.addEventListener("ended", () =>
      this.onLost(t("The microphone is gone. Plug it in again, and record the line anew.")),
    );
  }

  /** Which microphone it is; "" where the browser does not tell. */
  get id() {
    return this.stream.getAudioTracks()[0]?.getSettings().deviceId || "";
  }

  /** Record until it is stopped; `onLevel` is told the peak, some fifty times a second. @param {(peak: number) => void} onLevel */
  record(onLevel) {
    /** @type {Float32Array[]} */
    const parts = [];
    let frames = 0;
    let peak = 0;
    let told = 0;
    this.heard = (samples) => {
      parts.push(samples);
      frames += samples.length;
      for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
      if (frames - told > RATE_HZ / 50) {
        onLevel(peak);
        told = frames;
        peak = 0;
      }
    };
    const rate = this.context.sampleRate;
    return {
      seconds: () => frames / rate,
      cancel: () => {
        this.heard = null;
      },
      stop: () => {
        this.heard = null;
        return wav(parts, frames, rate);
      },
    };
  }

  close() {
    this.stream.getTracks().forEach((track) => track.stop());
    void this.context.close();
  }
}

/** The microphones that the browser knows. @returns {Promise<[string, string][]>} */
export async function microphones() {
  const devices = await navigator.mediaDevices.enumerateDevices();
  const found = devices.filter((device) => device.kind === "audioinput");
  return found.map((device, n) => [device.deviceId, device.label || t("Microphone {n}", { n: n + 1 })]);
}

/** The microphone that was chosen last. */
export function rememberedMicrophone() {
  return localStorage.getItem(KEPT) || "";
}

/**
 * Open a microphone; throws an Error with a sentence.
 * @param {string} id
 * @returns {Promise<Microphone>}
 */
export async function openMicrophone(id) {
  const raw = { channelCount: 1, sampleRate: RATE_HZ, echoCancellation: false, noiseSuppression: false };
  /** @type {MediaTrackConstraints} */
  const wanted = { ...raw, autoGainControl: false, ...(id ? { deviceId: { exact: id } } : {}) };
  /** @type {MediaStream | null} */
  let stream = null;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: wanted });
    const [context, node] = await hear(stream);
    if (id) localStorage.setItem(KEPT, id);
    return new Microphone(stream, context, node);
  } catch (error) {
    stream?.getTracks().forEach((track) => track.stop());
    throw new Error(why(error), { cause: error });
  }
}

/**
 * Connect a microphone to what hands its samples on. An older Firefox hears one only at the rate of the loudspeaker: then
 * at that rate.
 * @param {MediaStream} stream
 * @returns {Promise<[AudioContext, AudioWorkletNode]>}
 */
async function hear(stream) {
  try {
    return await connect(stream, new AudioContext({ sampleRate: RATE_HZ }));
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "NotSupportedError")) throw error;
    return await connect(stream, new AudioContext());
  }
}

/**
 * @param {MediaStream} stream
 * @param {AudioContext} context
 * @returns {Promise<[AudioContext, AudioWorkletNode]>}
 */
async function connect(stream, context) {
  try {
    await context.audioWorklet.addModule("/page/recording/worklet.js");
    const node = new AudioWorkletNode(context, "samples", { numberOfOutputs: 0 });
    context.createMediaStreamSource(stream).connect(node);
    await Promise.race([context.resume(), silence()]);
    return [context, node];
  } catch (error) {
    void context.close();
    throw error;
  }
}

/** Fail after a while: without a loudspeaker Firefox waits for ever. @returns {Promise<never>} */
function silence() {
  return new Promise((_, fail) => {
    setTimeout(() => fail(new DOMException("the sound does not start", NO_SOUND)), STARTS_MS);
  });
}

/** @param {unknown} error */
function why(error) {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") {
    return t("The browser does not let this page hear the microphone. Allow it beside the address, and try again.");
  }
  if (name === "NotFoundError" || name === "OverconstrainedError") {
    return t("There is no microphone, or not the one that was chosen. Plug it in, or choose another.");
  }
  if (name === "NotReadableError" || name === "AbortError") {
    return t("Another program holds the microphone. Close what is in a call or records, and try again.");
  }
  if (name === NO_SOUND) {
    return t(
      "The sound of this computer does not start, and without it this browser hears no microphone. Plug in a loudspeaker or headphones, and try again.",
    );
  }
  return t("The microphone does not work here. Try another browser, or record with your telephone.");
}

/**
 * @param {Float32Array[]} parts
 * @param {number} frames
 * @param {number} rate
 */
function wav(parts, frames, rate) {
  const bytes = new ArrayBuffer(44 + 3 * frames);
  const view = new DataView(bytes);
  const text = (/** @type {number} */ at, /** @type {string} */ letters) =>
    [...letters].forEach((letter, n) => view.setUint8(at + n, letter.charCodeAt(0)));
  text(0, "RIFF");
  view.setUint32(4, 36 + 3 * frames, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 3, true);
  view.setUint16(32, 3, true);
  view.setUint16(34, 24, true);
  text(36, "data");
  view.setUint32(40, 3 * frames, true);
  let at = 44;
  for (const part of parts) {
    for (const sample of part) {
      const value = Math.round(Math.max(-1, Math.min(1, sample)) * 8388607);
      view.setUint8(at, value & 255);
      view.setUint8(at + 1, (value >> 8) & 255);
      view.setUint8(at + 2, (value >> 16) & 255);
      at += 3;
    }
  }
  return bytes;
}
