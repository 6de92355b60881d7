/** A spoken line: its words, the quiet after it, and what is set for it. */
import { html, useLayoutEffect, useMemo, useState } from "../parts/dom.js";
import { lineKeys, pasted } from "./line_keys.js";
import { Settings } from "./settings_chips.js";
import { QuietChip } from "./quiet_chip.js";
import { t } from "../texts.js";

/** @typedef {import("../types.js").Step} Step */

/**
 * @param {{session: import("./session.js").Session & any, step: Step}} props
 */
export function Line({ session, step }) {
  return html`<div class="line">
    <${Writing} session=${session} step=${step} label=${t("Spoken line")} placeholder=${t("What is said here")} />
    ${
      step.id || !session.isBlank(step.key)
        ? html`<${QuietChip} session=${session} step=${step} usual=${session.usualQuiet.value} />`
        : ""
    }
    <${Settings} session=${session} step=${step} />
  </div>`;
}

/**
 * A field as tall as its text, with its marks (`<2s>`) coloured.
 * @param {{session: any, step: Step, label: string, placeholder?: string, look?: string}} props
 */
export function Writing({ session, step, label, placeholder = "", look = "" }) {
  const [text, setText] = useState(() => session.textOf(step));
  useLayoutEffect(() => {
    if (!session.typed.has(step.key)) setText(step.text || "");
  }, [step.text]);
  const typed = (/** @type {any} */ event) => {
    const value = event.currentTarget.value.replace(/\n/g, " ");
    setText(value);
    session.type(step.key, value);
  };
  const left = () => {
    if (session.isBlank(step.key) && !session.textOf(step).trim()) session.forget(step.key);
    else session.rest();
  };
  const control = useMemo(
    () => (/** @type {HTMLElement|null} */ element) => session.controlOf(step.key, element),
    [step.key],
  );
  return html`<div class=${`writing ${look}`}>
    <div class="mirror" aria-hidden="true">${marked(text || placeholder)}${"\u200b"}</div>
    <textarea
      ref=${control}
      rows="1"
      aria-label=${label}
      placeholder=${placeholder}
      value=${text}
      lang=${session.spokenLanguage.value}
      onInput=${typed}
      onBlur=${left}
      onFocus=${() => session.select(step.key)}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) => lineKeys(event, session, step)}
      onPaste=${(/** @type {ClipboardEvent} */ event) => pasted(event, session, step, setText)}
    ></textarea>
  </div>`;
}

/** A text with its marks set apart. @param {string} text */
function marked(text) {
  return text.split(/(<[^<>]*>)/).map((part, n) => (n % 2 ? html`<mark key=${n}>${part}</mark>` : part));
}
