import { Fragment, html, useState } from "../parts/dom.js";
import { clock, day, t } from "../texts.js";
import { fail, say } from "../parts/messages.js";
import { post, remove } from "../api.js";
import { Icon } from "../parts/icons.js";
import { Menu } from "../parts/menu.js";
import { Progress } from "../parts/progress.js";
import { Rename } from "./rename.js";
import { go } from "../route.js";

/** @typedef {import("../types.js").Track} Track */

/**
 * One routine: its cover, how long it is, how it stands, what is wrong.
 * @param {{track: Track, build: {fraction: number, text: string}|null, onChange: () => void}} props
 */
export function Card({ track, build, onChange }) {
  const [renaming, setRenaming] = useState(false);
  const state = build ? "building" : track.state;
  return html`<li class=${`card ${state}`}>
    <${Cover} track=${track} />
    <div class="about">
      <h2><a href=${`/edit/${encodeURIComponent(track.name)}`}>${track.title}</a></h2>
      <p class="meta">
        <span>${track.length_s === null ? t("length not known yet") : clock(track.length_s)}</span>
        <span class=${`state ${state}`}>${build ? t("being built") : stateOf(track)}</span>
        ${track.published.map((where) => html`<span key=${where} class="where">${placeOf(where)}</span>`)}
      </p>
      ${track.problem && html`<${Trouble} problem=${track.problem} />`}
      ${
        state === "building" &&
        html`<${Progress}
          label=${t("Building {title}", { title: track.title })}
          fraction=${build?.fraction ?? null}
          text=${build?.text}
        />`
      }
    </div>
    <${Menu}
      label=${t("What to do with {title}", { title: track.title })}
      items=${itemsOf(track, onChange, setRenaming)}
    />
    ${renaming && html`<${Rename} track=${track} onClose=${() => setRenaming(false)} onChange=${onChange} />`}
  </li>`;
}

/** @param {{track: Track}} props */
function Cover({ track }) {
  if (track.cover) return html`<img src=${track.cover} alt="" loading="lazy" width="96" height="96" />`;
  return html`<svg class="cover" viewBox="0 0 96 96" aria-hidden="true">
    <circle class="halo" cx="48" cy="48" r="34" />
    <circle class="disc" cx="48" cy="48" r="19" />
  </svg>`;
}

/** @param {{problem: import("../types.js").Problem}} props */
function Trouble({ problem }) {
  return html`<p class="trouble">
    <${Icon} name="warning" />
    <span>
      ${problem.line ? html`<${Fragment}>${t("Line {line}:", { line: problem.line })} <//>` : ""}${problem.text}
    </span>
  </p>`;
}

/** @param {Track} track */
function stateOf(track) {
  switch (track.state) {
    case "new":
      return t("not built yet");
    case "changed":
      return t("changed since it was built");
    case "current":
      return t("up to date");
    case "building":
      return t("being built");
    case "waiting":
      return track.due ? t("waits for {date}", { date: day(track.due) }) : t("waits for its date");
    default:
      return t("cannot be built");
  }
}

/** @param {string} where */
function placeOf(where) {
  if (where === "podcast") return t("in the podcast");
  return where === "blog" ? t("on the blog") : where;
}

/**
 * @param {Track} track
 * @param {() => void} onChange
 * @param {(open: boolean) => void} setRenaming
 */
function itemsOf(track, onChange, setRenaming) {
  const path = `/api/scripts/${encodeURIComponent(track.name)}`;
  const listen = track.listen;
  return [
    { text: t("Edit"), icon: "edit", run: () => go(`/edit/${encodeURIComponent(track.name)}`) },
    ...(listen
      ? [{ text: t("Open its listen page"), icon: "play", run: () => void window.open(listen, "_blank", "noopener") }]
      : []),
    { text: t("Rename"), icon: "edit", run: () => setRenaming(true) },
    { text: t("Duplicate"), icon: "copy", run: () => post(`${path}/duplicate`).then(onChange, fail) },
    null,
    { text: t("Delete"), icon: "trash", danger: true, run: () => deleteTrack(track, onChange) },
  ];
}

/**
 * @param {Track} track
 * @param {() => void} onChange
 */
async function deleteTrack(track, onChange) {
  try {
    const { id } = await remove(`/api/scripts/${encodeURIComponent(track.name)}`);
    const back = () => post(`/api/trash/${encodeURIComponent(id)}/restore`).then(onChange, fail);
    say(t("“{title}” is among the deleted tracks.", { title: track.title }), {
      action: { text: t("Put it back"), run: back },
    });
    onChange();
  } catch (error) {
    fail(error);
  }
}
