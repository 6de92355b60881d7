import { html, useRef, useState } from "../parts/dom.js";
import { plural, t } from "../texts.js";
import { walk } from "./tree.js";

/** @param {{session: any}} props */
export function Search({ session }) {
  const [sought, setSought] = useState("");
  const at = useRef(-1);
  const plain = (/** @type {string} */ text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const found = () => {
    const wanted = plain(sought.trim());
    return wanted
      ? [...walk(session.steps.value)].filter((step) => plain(wordsOf(session, step)).includes(wanted))
      : [];
  };
  const go = (/** @type {number} */ by) => {
    const all = found();
    if (all.length === 0) return;
    at.current = (at.current + by + all.length) % all.length;
    session.found.value = all[at.current].key;
    session.reveal(all[at.current].key);
  };
  const keyed = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter") go(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const leave = () => {
    const key = session.found.value;
    setSought("");
    session.found.value = null;
    if (key) session.focus(key, null);
  };
  const typed = (/** @type {any} */ event) => {
    at.current = -1;
    setSought(event.currentTarget.value);
  };
  const count = found().length;
  return html`<span class="search" role="search">
    <input
      type="search"
      id="search-routine"
      aria-label=${t("Search in the routine (Ctrl and F)")}
      placeholder=${t("Search")}
      value=${sought}
      onInput=${typed}
      onKeyDown=${keyed}
      onBlur=${() => (session.found.value = null)}
    />
    <span class="unseen" role="status">${sought && plural("{n} step found", "{n} steps found", count)}</span>
    ${sought && html`<span class="count" aria-hidden="true">${count}</span>`}
  </span>`;
}

/**
 * @param {any} session
 * @param {import("../types.js").Step} step
 */
function wordsOf(session, step) {
  const cues = (step.cues || []).map((cue) => (cue === "silent" ? "" : Object.values(cue).join(" ")));
  return [session.textOf(step), ...cues, ...Object.values(step.fields).map(String)].join(" ");
}
