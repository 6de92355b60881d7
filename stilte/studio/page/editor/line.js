/** A spoken line: its words, the quiet after it, and what is set for it. */
import { html, useLayoutEffect, useMemo, useState } from "../parts/dom.js";
import { lineKeys, pasted } from "./line_keys.js";
import { Settings } from "./settings_chips.js";
import { QuietChip } from "./quiet_chip.js";
import { shownTime } from "./quiet.js";
import { t } from "../texts.js";

/** @typedef {import("../types.js").Step} Step */

const MARK = /(<[^<>]*>)/;
const MARKS = /<[^<>]*>/g;

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
  const hasQuiet = (text.match(MARKS) || []).some(quietOf);
  return html`<div class=${`writing ${look} ${hasQuiet ? "with-quiet" : ""}`}>
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

/** A text with its marks set apart; quiet inside the line as a chip, in the room of what is typed. @param {string} text */
function marked(text) {
  return text.split(MARK).map((part, n) => {
    if (n % 2 === 0) return part;
    const quiet = quietOf(part);
    if (!quiet) return html`<mark key=${n}>${part}</mark>`;
    return html`<mark key=${n} class="quiet"
      ><span class="typed">${part}</span><span class="shown">${quiet}</span></mark
    >`;
  });
}

/** The quiet of a mark in words ("2 s" of "<2s>"), "" where it is another mark. @param {string} mark */
function quietOf(mark) {
  const inside = mark.slice(1, -1).trim();
  return /^\d/.test(inside) && !inside.includes("|") ? shownTime(inside) : "";
}
