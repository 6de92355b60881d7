"use strict";
// On this machine only: a page loads again when something was built, and lets an edited script be heard before that.
(() => {
  const bar = document.createElement("aside");
  bar.id = "edited";
  bar.setAttribute("aria-label", "Just edited");
  bar.style.cssText = "position:fixed;inset:auto 0 0;padding:.8rem 1.2rem;background:var(--card);border-top:1px solid var(--line);"
    + "box-shadow:0 -4px 20px #0003;font-size:.93rem;z-index:9";

  const offer = (address) => {
    const [, script, line] = /([^/]+)\.wav\?from=(\d+)/.exec(address);
    const text = `${decodeURIComponent(script)}, from line ${line}, as it will sound; the track is being built`;
    const sound = Object.assign(document.createElement("audio"), { src: address, controls: true, preload: "none" });
    sound.setAttribute("aria-label", text);
    const row = document.createElement("div");
    row.append(text, sound);
    return row;
  };

  new EventSource(`/.events?seen=${document.currentScript.dataset.seen}`).onmessage = (event) => {
    const { hear } = JSON.parse(event.data);
    if (!hear.length) { location.reload(); return; }
    bar.replaceChildren(...hear.map(offer));
    document.body.append(bar);
  };
})();
