/** The post's own sentences, each coloured by its label; arrows move, Shift with arrows takes several. */
import { html, useLayoutEffect, useRef } from "../parts/dom.js";
import { Icon } from "../parts/icons.js";
import { plural, t } from "../texts.js";
import { labelName, markName } from "./labels.js";

/** @typedef {import("./labels.js").Sentence} Sentence */
/** @typedef {import("./labels.js").Mark} Mark */
/** @typedef {import("./rows.js").Row} Row */
/** @typedef {{from: number, to: number}} Chosen the sentence where choosing began, and where it is now */

/**
 * @param {{sentences: Sentence[], rows: Row[], marks: Mark[], chosen: Chosen|null, onChoose: (to: number, more: boolean) => void,
 *   onOpen: (at: number) => void, onKey: (event: KeyboardEvent) => boolean, onToggle: (at: number) => void}} props
 */
export function Sentences({ sentences, rows, marks, chosen, onChoose, onOpen, onKey, onToggle }) {
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  const here = chosen ? rows.findIndex((row) => covers(row, chosen.to)) : 0;
  useLayoutEffect(() => {
    const row = chosen && list.current?.querySelector('[tabindex="0"]');
    if (!(row instanceof HTMLElement)) return;
    if (list.current?.contains(document.activeElement)) row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }, [here, rows.length]);
  const keyed = (/** @type {KeyboardEvent} */ event) => {
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to !== undefined) {
      const row = rows[Math.min(Math.max(to, 0), rows.length - 1)];
      onChoose(event.shiftKey && row.kind === "folded" ? row.last : row.at, event.shiftKey);
    } else if (event.key === "Enter" && rows[here]?.kind === "folded") {
      onOpen(rows[here].at);
    } else if (!onKey(event)) {
      return;
    }
    event.preventDefault();
  };
  return html`<div
    class="sentences"
    role="listbox"
    aria-label=${t("The sentences of your post")}
    aria-multiselectable="true"
    ref=${list}
    onKeyDown=${keyed}
  >
    ${rows.map((row, n) =>
      row.kind === "folded"
        ? html`<${Folded}
            key=${`folded-${row.at}`}
            row=${row}
            focus=${n === here}
            onOpen=${onOpen}
            onChoose=${onChoose}
          />`
        : html`<${One}
            key=${row.at}
            at=${row.at}
            sentence=${sentences[row.at]}
            before=${sentences[row.at - 1]}
            marks=${marks}
            focus=${n === here}
            isChosen=${isChosen(chosen, row.at)}
            onChoose=${onChoose}
            onToggle=${onToggle}
          />`,
    )}
  </div>`;
}

/** @param {Row} row @param {number} at */
const covers = (row, at) => (row.kind === "folded" ? row.at <= at && at <= row.last : row.at === at);

/** @param {Chosen | null} chosen @param {number} at */
const isChosen = (chosen, at) =>
  chosen !== null && Math.min(chosen.from, chosen.to) <= at && at <= Math.max(chosen.from, chosen.to);

/** @param {any} props */
function Folded({ row, focus, onOpen, onChoose }) {
  const n = row.last - row.at + 1;
  return html`<div
    class="sentence folded"
    role="option"
    aria-selected="false"
    tabindex=${focus ? 0 : -1}
    onClick=${() => onOpen(row.at)}
    onFocus=${() => !focus && onChoose(row.at, false)}
  >
    <span class="label"></span>
    <span class="words"
      >${plural("{n} sentence is left out · show it", "{n} sentences are left out · show them", n)}</span
    >
  </div>`;
}

/** @param {any} props */
function One({ at, sentence, before, marks, focus, isChosen: taken, onChoose, onToggle }) {
  const over = marks.filter((/** @type {Mark} */ mark) => mark.first <= at && at <= mark.last);
  const begins = over.filter((/** @type {Mark} */ mark) => mark.first === at);
  const apart = before && before.block !== sentence.block;
  return html`<div
    id=${`sentence-${at}`}
    class=${`sentence ${sentence.label} ${sentence.unsure ? "unsure" : ""} ${apart ? "apart" : ""} kind-${sentence.kind}`}
    role="option"
    aria-selected=${taken ? "true" : "false"}
    tabindex=${focus ? 0 : -1}
    data-at=${at}
    onClick=${(/** @type {MouseEvent} */ event) => onChoose(at, event.shiftKey)}
  >
    <span
      class="label"
      title=${sentence.reason}
      onClick=${(/** @type {MouseEvent} */ event) => {
        event.stopPropagation();
        onToggle(at);
      }}
      >${labelName(sentence.label)}<span class="unseen">: </span></span
    >
    <span class="words">
      ${begins.map(
        (/** @type {Mark} */ mark) =>
          html`<span class=${`mark ${mark.kind}`} key=${`${mark.first}-${mark.last}`}
            ><${Icon} name=${ICONS[mark.kind]} />${markName(mark)}</span
          >`,
      )}
      ${over.length > begins.length && html`<span class="unseen">${t("(marked)")} </span>`} ${sentence.text}
      ${
        sentence.unsure &&
        sentence.doubted &&
        html`<span class="doubt"><${Icon} name="warning" />${doubtOf(sentence)}</span>`
      }
      ${sentence.guesses.map(
        (/** @type {string} */ guess) =>
          html`<span class=${sentence.unsure ? "doubt" : "doubt seen"} key=${guess}
            ><${Icon} name="warning" />${t("Guessed: {guess}", { guess })}</span
          >`,
      )}
    </span>
    ${over.map(
      (/** @type {Mark} */ mark, /** @type {number} */ n) =>
        html`<span
          class=${`frame ${mark.kind} depth-${Math.min(n, 3)} ${mark.first === at ? "first" : ""} ${mark.last === at ? "last" : ""}`}
          key=${`frame-${n}`}
        ></span>`,
    )}
  </div>`;
}

/**
 * Why a label is in doubt: what speaks for it and, apart from that, what speaks against it.
 * @param {Sentence} sentence
 */
function doubtOf({ reason, against }) {
  return against
    ? t("Unsure. What speaks for this label: {reason}. Against it: {against}.", { reason, against })
    : t("Unsure: {reason}.", { reason });
}

/** @type {Record<string, string>} */
const ICONS = { repeat: "repeat", breaths: "breath", hold: "hold", sides: "copy" };
