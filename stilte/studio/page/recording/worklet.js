/** Hands the raw samples of the microphone to the page, as they come. */

/** What the browser gives a worklet; its types are those of no page. @type {any} */
const scope = globalThis;

class Samples extends scope.AudioWorkletProcessor {
  /** @param {Float32Array[][]} inputs */
  process(inputs) {
    const channel = inputs[0]?.[0];
    if (channel) this.port.postMessage(channel.slice());
    return true;
  }
}

scope.registerProcessor("samples", Samples);
