/** Marking: the sentences of a post, what becomes of each, and the track that this makes. */
import { html, useEffect, useMemo, useRef, useState } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { TextField } from "../parts/field.js";
import { announce, fail, say } from "../parts/messages.js";
import { oneAtATime } from "../parts/one_at_a_time.js";
import { Waiting } from "../parts/progress.js";
import { Tabs } from "../parts/tabs.js";
import { get, post as send } from "../api.js";
import { go } from "../route.js";
import { plural, t } from "../texts.js";
import { Bar } from "../marking/bar.js";
import { LABELS, labelName, markOver } from "../marking/labels.js";
import { Outcome } from "../marking/outcome.js";
import { nextUnsure, rowsOf } from "../marking/rows.js";
import { Sentences } from "../marking/sentences.js";

/** @typedef {import("../marking/labels.js").Post} Post */
/** @typedef {import("../marking/labels.js").Label} Label */

/** @param {{params: {id: string}}} props */
export default function Marking({ params }) {
  const [found, setFound] = useState(/** @type {Post | null} */ (null));
  const [gone, setGone] = useState(/** @type {any} */ (null));
  const path = `/api/posts/${encodeURIComponent(params.id)}`;
  const load = (/** @type {number} */ exercise) => get(`${path}?exercise=${exercise}`).then(setFound, setGone);
  useEffect(() => void load(Number(new URLSearchParams(location.search).get("exercise")) || 0), [path]);
  if (gone) {
    return html`<div class="page narrow">
      <h1>${gone.message}</h1>
      <p>${gone.hint}</p>
      <p><a href="/tracks">${t("To your tracks")}</a></p>
    </div>`;
  }
  if (!found) return html`<${Waiting} />`;
  const chosen = String(found.exercise);
  const other = (/** @type {string} */ key) => {
    history.replaceState(null, "", `${location.pathname}?exercise=${key}`);
    void load(Number(key));
  };
  const work = html`<${Work} key=${`${found.id}-${found.exercise}`} post=${found} path=${path} onPost=${setFound} />`;
  return html`<div class="page marking">
    ${
      found.exercises.length > 1
        ? html`<${Tabs}
            label=${t("Exercises of this post")}
            tabs=${found.exercises.map((one, n) => [String(n), one.written ? `✓ ${one.title}` : one.title])}
            value=${chosen}
            onValue=${other}
            >${work}<//
          >`
        : work
    }
  </div>`;
}

/** @param {{post: Post, path: string, onPost: (post: Post) => void}} props */
function Work({ post, path, onPost }) {
  const { sentences, marks } = post;
  const [chosen, setChosen] = useState(/** @type {{from: number, to: number} | null} */ (null));
  const [open, setOpen] = useState(/** @type {Set<number>} */ (new Set()));
  const [busy, setBusy] = useState(false);
  const [title, setTitle] = useState(post.title);
  const waiting = useRef(/** @type {Promise<any>} */ (Promise.resolve()));
  const rows = useMemo(() => rowsOf(sentences, open), [sentences, open]);
  const unsure = sentences.filter((one) => one.unsure).length;
  const [first, last] = chosen ? [Math.min(chosen.from, chosen.to), Math.max(chosen.from, chosen.to)] : [0, -1];
  const mark = chosen ? markOver(marks, first, last) : null;
  const left = post.exercises.flatMap((one, n) => (n === post.exercise || one.written ? [] : [n]));
  const labels = new Set(sentences.slice(first, last + 1).map((one) => one.label));

  /** The first that the chosen sentences tell of something. @template Value @param {(one: Post["sentences"][0]) => Value} of */
  const told = (of) =>
    sentences
      .slice(first, last + 1)
      .map(of)
      .find(Boolean) ?? null;

  /** One correction after the other: an answer that comes late never undoes a later one. */
  const change = (/** @type {any} */ body) => {
    setBusy(true);
    waiting.current = waiting.current
      .then(() => send(`${path}/correct`, { exercise: post.exercise, ...body }))
      .then(onPost, fail)
      .finally(() => setBusy(false));
    return waiting.current;
  };
  /** Show a label at once; the script and its length follow with the answer. */
  const relabel = (/** @type {number[]} */ at, /** @type {Label} */ one) =>
    onPost({
      ...post,
      sentences: sentences.map((each, n) => (at.includes(n) ? { ...each, label: one, unsure: false } : each)),
    });
  const label = (/** @type {Label} */ one) => {
    if (!chosen) return;
    const at = Array.from({ length: last - first + 1 }, (_, n) => first + n);
    relabel(at, one);
    void change({ operation: { op: "label", at, label: one } });
    announce(labelName(one));
  };
  const toggle = (/** @type {number} */ at) => {
    const to = sentences[at].label === "spoken" ? "left_out" : "spoken";
    setChosen({ from: at, to: at });
    relabel([at], to);
    void change({ operation: { op: "label", at: [at], label: to } });
  };
  const setMark = (/** @type {string} */ kind, /** @type {number} */ count, breath = "") => {
    void change({ operation: { op: "mark", kind, first, last, count, breath } });
  };
  const unmark = (/** @type {any} */ one) =>
    void change({ operation: { op: "unmark", first: one.first, last: one.last } });
  const choose = (/** @type {number} */ to, /** @type {boolean} */ more) =>
    setChosen((before) => ({ from: more && before ? before.from : to, to }));
  const jump = (/** @type {number} */ step) => {
    const at = nextUnsure(sentences, chosen ? chosen.to : step > 0 ? -1 : 0, step);
    if (at < 0) {
      announce(t("No sentence is unsure."));
      return;
    }
    setChosen({ from: at, to: at });
    requestAnimationFrame(() => document.getElementById(`sentence-${at}`)?.focus());
  };
  const key = (/** @type {KeyboardEvent} */ event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const digit = Number(event.key);
    if (plain && digit >= 1 && digit <= LABELS.length) label(LABELS[digit - 1]);
    else if (plain && event.key === "n") jump(1);
    else if (plain && event.key === "N") jump(-1);
    else if (plain && event.key === "r") markField("repeat");
    else if (plain && event.key === "b") markField("breaths");
    else if (plain && event.key === "h") markField("hold");
    else if (plain && event.key === "s" && chosen) setMark("sides", 0);
    else if (plain && (event.key === "Delete" || event.key === "Backspace") && mark) unmark(mark);
    else if (event.key === "Escape") setChosen(null);
    else if (!plain && event.key.toLowerCase() === "z") void change(event.shiftKey ? { redo: true } : { undo: true });
    else return false;
    return true;
  };
  const find = (/** @type {string} */ text) => {
    const words = text.split(" ").slice(0, 4).join(" ").toLowerCase();
    const at = sentences.findIndex((one) => one.label !== "left_out" && one.text.toLowerCase().includes(words));
    if (at < 0) return;
    setChosen({ from: at, to: at });
    requestAnimationFrame(() => document.getElementById(`sentence-${at}`)?.focus());
  };
  /** Write scripts and go on; a second click while that is under way does nothing. */
  const write = useMemo(
    () =>
      oneAtATime(async (/** @type {() => Promise<void>} */ work) => {
        setBusy(true);
        try {
          await waiting.current;
          await work();
        } catch (error) {
          fail(error);
          setBusy(false);
        }
      }),
    [],
  );
  const finish = () =>
    write(async () => {
      const { name } = await send(`${path}/finish`, { exercise: post.exercise, title });
      if (left.length === 0) {
        say(t("The script is written."));
      } else {
        say(
          plural(
            "The script is written. {n} exercise of this post is left.",
            "The script is written. {n} exercises of this post are left.",
            left.length,
          ),
          {
            action: {
              text: t("To the next exercise"),
              run: () => go(`/mark/${encodeURIComponent(post.id)}?exercise=${left[0]}`),
            },
          },
        );
      }
      go(`/edit/${encodeURIComponent(name)}`);
    });
  const finishAll = () =>
    write(async () => {
      const { names } = await send(`${path}/finish`, { exercise: post.exercise, title, all: true });
      say(plural("{n} script is written.", "{n} scripts are written.", names.length));
      go("/tracks");
    });
  return html`
    <header class="head">
      <div>
        <h1>${t("What becomes of your post")}</h1>
        <p class="meta">
          ${t("Every sentence has a label. Click a sentence, or go through them with the arrows, and choose another.")}
        </p>
      </div>
      <${TextField} label=${t("Title of the track")} value=${title} onValue=${setTitle} maxlength="200" />
    </header>
    ${
      post.written &&
      html`<p class="notice">
        ${t("A script was made of this already.")}
        <a href=${`/edit/${encodeURIComponent(post.written)}`}>${t("Open it")}</a>
      </p>`
    }
    <div class="tools">
      ${
        sentences.length > 0 &&
        html`<${Button}
          icon=${unsure ? "warning" : "done"}
          disabled=${unsure === 0}
          aria-keyshortcuts="n"
          onClick=${() => jump(1)}
        >
          ${unsure ? plural("{n} is unsure: show it", "{n} are unsure: show the next", unsure) : t("Every label is sure")}
        <//>`
      }
      <${Button}
        kind="quiet"
        icon="undo"
        label=${t("Undo")}
        disabled=${!post.can_undo}
        onClick=${() => change({ undo: true })}
      />
      <${Button}
        kind="quiet"
        icon="redo"
        label=${t("Redo")}
        disabled=${!post.can_redo}
        onClick=${() => change({ redo: true })}
      />
      <details class="keys">
        <summary>${t("Keys")}</summary>
        <${Keys} />
      </details>
      <span class="space"></span>
      ${
        left.length > 0 &&
        !post.written &&
        html`<${Button} onClick=${finishAll}>
          ${plural("Write all {n} scripts", "Write all {n} scripts", left.length + 1)}
        <//>`
      }
      <${Button} kind="main" icon="done" onClick=${finish}>
        ${left.length ? t("Write only this script") : t("Write the script")}
      <//>
    </div>
    <div class="columns">
      ${
        sentences.length
          ? html`<${Sentences}
              sentences=${sentences}
              rows=${rows}
              marks=${marks}
              chosen=${chosen}
              onChoose=${choose}
              onOpen=${(/** @type {number} */ at) => {
                setOpen(new Set([...open, at]));
                setChosen({ from: at, to: at });
              }}
              onKey=${key}
              onToggle=${toggle}
            />`
          : html`<p class="notice">
              ${t("Stilte wrote this post itself: the script is restored as it was, and there is nothing to mark.")}
            </p>`
      }
      <${Outcome} post=${post} busy=${busy} chosenText=${chosen ? sentences[chosen.to].text : ""} onFind=${find} />
    </div>
    ${
      chosen &&
      html`<${Bar}
        place=${`${first}-${last}`}
        count=${last - first + 1}
        label=${labels.size === 1 ? [...labels][0] : null}
        mark=${mark}
        breaths=${told((one) => one.breaths)}
        breath=${told((one) => one.breath) || ""}
        onLabel=${label}
        onMark=${setMark}
        onUnmark=${unmark}
        onClose=${() => setChosen(null)}
      />`
    }
  `;
}

/** @param {string} kind */
function markField(kind) {
  const field = document.querySelector(`.bar [data-kind="${kind}"] input`);
  if (field instanceof HTMLInputElement) {
    field.focus();
    field.select();
  }
}

function Keys() {
  /** @type {[string, string][]} */
  const keys = [
    ["↑ ↓", t("the sentence before, the next")],
    ["⇧ ↑ ↓", t("choose several")],
    ["1 – 5", t("spoken, heading, note, time or count, left out")],
    ["n", t("the next unsure sentence")],
    ["r b h", t("repeat, breathe, hold: then a number and Enter")],
    ["s", t("the other side too")],
    ["Del", t("take the mark away")],
    ["Ctrl Z", t("undo")],
  ];
  return html`<dl>
    ${keys.map(
      ([key, text]) =>
        html`<div key=${key}>
          <dt><kbd>${key}</kbd></dt>
          <dd>${text}</dd>
        </div>`,
    )}
  </dl>`;
}
