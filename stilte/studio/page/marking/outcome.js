/** What comes of the labels at once: how long the track is, and what is heard when. */
import { html } from "../parts/dom.js";
import { Icon } from "../parts/icons.js";
import { clock, t } from "../texts.js";

/**
 * @param {{post: import("./labels.js").Post, busy: boolean, chosenText: string, onFind: (text: string) => void}} props
 */
export function Outcome({ post, busy, chosenText, onFind }) {
  const { timeline, length_s: length } = post;
  const errors = post.problems.filter((problem) => problem.level === "error");
  return html`<aside class="outcome" aria-label=${t("The track that this becomes")} aria-busy=${busy || undefined}>
    <p class="length"><span>${t("About")}</span> <strong>${length === null ? "–" : clock(length)}</strong></p>
    ${timeline && html`<${Strip} timeline=${timeline} />`}
    ${errors.map(
      (/** @type {any} */ problem) =>
        html`<p class="wrong" key=${problem.text}>${problem.text} <span class="hint">${problem.hint}</span></p>`,
    )}
    ${
      post.too_long &&
      html`<p class="doubt long">
        <${Icon} name="warning" /><span>${post.too_long.text} <span class="hint">${post.too_long.hint}</span></span>
      </p>`
    }
    ${post.notices.map((notice) => html`<p class="hint" key=${notice}>${notice}</p>`)}
    ${
      timeline &&
      html`<ol class="heard">
        ${heard(timeline).map(
          (row, n) =>
            html`<li key=${n} class=${`${row.kind} ${row.text && row.text === chosenText ? "now" : ""}`}>
              <button type="button" onClick=${() => onFind(row.text)}>
                <span class="at">${clock(row.start_s)}</span>
                <span class="what">${row.text}</span>
              </button>
            </li>`,
        )}
      </ol>`
    }
  </aside>`;
}

/**
 * Chapters and lines in the order in which they are heard.
 * @param {any} timeline
 * @returns {{kind: string, start_s: number, text: string}[]}
 */
function heard(timeline) {
  const chapters = timeline.chapters.map((/** @type {any} */ one) => ({
    kind: "chapter",
    start_s: one.start_s,
    text: one.title,
  }));
  const lines = timeline.rows
    .filter((/** @type {any} */ row) => row.kind === "line" || row.kind === "cue")
    .map((/** @type {any} */ row) => ({ kind: row.kind, start_s: row.start_s, text: row.text }));
  return [...chapters, ...lines].sort((one, other) => one.start_s - other.start_s);
}

/** The whole track as a strip: voice, breath and quiet. @param {{timeline: any}} props */
function Strip({ timeline }) {
  const { length_s: whole, rows, breaths, chapters } = timeline;
  const at = (/** @type {number} */ seconds) => (100 * seconds) / whole;
  const waves = breaths.map((/** @type {any} */ breath) => {
    const length = breath.phases.reduce(
      (/** @type {number} */ sum, /** @type {any} */ phase) => sum + phase.length_s,
      0,
    );
    return { start_s: breath.start_s, length_s: length };
  });
  return html`<svg
    class="strip"
    viewBox="0 0 100 12"
    preserveAspectRatio="none"
    role="img"
    aria-label=${t("Voice and breath over time")}
  >
    <rect class="ground" width="100" height="12" />
    ${waves.map(
      (/** @type {any} */ one, /** @type {number} */ n) =>
        html`<rect
          key=${`b${n}`}
          class="breath"
          x=${at(one.start_s)}
          width=${at(one.length_s) * 0.92}
          y="7"
          height="4"
        />`,
    )}
    ${rows
      .filter((/** @type {any} */ row) => ["line", "cue", "count"].includes(row.kind))
      .map(
        (/** @type {any} */ row, /** @type {number} */ n) =>
          html`<rect
            key=${`v${n}`}
            class="voice"
            x=${at(row.start_s)}
            width=${Math.max(0.3, at(row.length_s))}
            y="2"
            height="4"
          />`,
      )}
    ${chapters.map(
      (/** @type {any} */ one, /** @type {number} */ n) =>
        html`<rect key=${`c${n}`} class="chapter" x=${at(one.start_s)} width="0.3" y="0" height="12" />`,
    )}
  </svg>`;
}
