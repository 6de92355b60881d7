/** Recording the own voice: one line large, what it has to fit into, its takes and what was found in them. */
import { html, useEffect, useMemo } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { Select } from "../parts/field.js";
import { Waiting } from "../parts/progress.js";
import { plural, t } from "../texts.js";
import { LongRecording } from "../recording/long_recording.js";
import { MissingLines } from "../recording/missing_lines.js";
import { toggle } from "../recording/player.js";
import { RoomTest } from "../recording/room_test.js";
import { progressOf, Session } from "../recording/session.js";
import { Stage } from "../recording/stage.js";
import { Takes } from "../recording/takes.js";

const ELSEWHERE = "input, select, textarea, dialog, summary, [role=slider]";

/** @param {{params: {voice: string, name: string}}} props */
export default function Recording({ params }) {
  const session = useMemo(() => new Session(params), [params.voice, params.name]);
  useEffect(() => {
    document.title = `${t("Recording")} · Stilte`;
    void session.load({ first: true });
    const pressed = (/** @type {KeyboardEvent} */ event) => keyed(session, event);
    document.addEventListener("keydown", pressed);
    return () => {
      document.removeEventListener("keydown", pressed);
      session.end();
    };
  }, [session]);
  const sheet = session.sheet.value;
  if (session.refused.value) return html`<${Refused} error=${session.refused.value} />`;
  if (!sheet) return html`<${Waiting} />`;
  if (!session.line) {
    return html`<div class="page recording">
      <h1>${t("Recording")}</h1>
      <p>${t("This script has no lines.")}</p>
    </div>`;
  }
  return html`<div class="page recording">
    <header class="head">
      <h1>${t("Recording")}</h1>
      <p class="meta">${sheet.title} · ${sheet.voice}</p>
      <${Done} lines=${sheet.lines} />
    </header>
    ${session.trouble.value && html`<p class="trouble" role="alert">${session.trouble.value}</p>`}
    ${
      session.unsent.value &&
      html`<div class="trouble" role="alert">
        <p>${t("A take is not kept yet: the studio did not answer. It is still in this window.")}</p>
        <${Button} onClick=${() => session.sendAgain()}>${t("Keep it now")}<//>
      </div>`
    }
    <${Stage} session=${session} />
    <${Actions} session=${session} />
    <p class="hint">
      ${t("Keys: space starts and stops, arrows change the line, r records again, p plays, b plays it in its place, x throws away.")}
    </p>
    <${Takes} session=${session} />
    <${ByItself} session=${session} />
    <${RoomTest} session=${session} />
    <section class="settings">
      <h2>${t("Lines that are missing")}</h2>
      <${OpenLines} session=${session} />
      <${MissingLines} session=${session} />
    </section>
    <${LongRecording} base=${session.base} onCut=${() => session.load()} />
  </div>`;
}

/** Why there is nothing to record, and where to go. @param {{error: any}} props */
function Refused({ error }) {
  return html`<div class="page narrow">
    <h1>${t("This cannot be recorded")}</h1>
    <p>${error.message} ${error.hint}</p>
    <p><a href="/voices">${t("Voices and music")}</a></p>
  </div>`;
}

/** How much is done, and about how long the rest takes. @param {{lines: any[]}} props */
function Done({ lines }) {
  const { recorded, left_s } = progressOf(lines);
  const minutes = Math.max(Math.round(left_s / 60), 1);
  return html`<div class="done">
    <progress aria-label=${t("Recorded")} max=${lines.length} value=${recorded}></progress>
    <p>
      ${t("{n} of {all} lines", { n: recorded, all: lines.length })}
      ${left_s > 0 && ` · ${plural("about {n} minute to go", "about {n} minutes to go", minutes)}`}
    </p>
  </div>`;
}

/** @param {{session: Session}} props */
function Actions({ session }) {
  const state = session.state.value;
  const busy = state !== "idle";
  const records = state === "recording";
  const runs = session.teleprompter.runs.value;
  const at = session.at.value;
  return html`<div class="actions">
    <${Button} icon="back" yields disabled=${busy || runs || at === 0} onClick=${() => session.move(-1)}
      >${t("Back")}<//
    >
    <${Button}
      kind="main"
      icon=${records ? "stop" : "voice"}
      aria-pressed=${records ? "true" : "false"}
      yields
      disabled=${busy && !records}
      onClick=${() => recordOrStop(session)}
      >${records ? t("Stop (space)") : t("Record (space)")}<//
    >
    <${Button}
      yields
      disabled=${busy || runs || at + 1 >= session.sheet.value.lines.length}
      onClick=${() => session.move(1)}
      >${t("Next line")}<//
    >
  </div>`;
}

/** @param {Session} session */
function recordOrStop(session) {
  if (session.state.value === "recording") return session.stop();
  if (session.teleprompter.waits.value) return session.teleprompter.skip();
  return session.start("recording");
}

/** Going through all lines by itself. @param {{session: Session}} props */
function ByItself({ session }) {
  const { teleprompter } = session;
  return html`<section class="settings by-itself">
    <h2>${t("Teleprompter")}</h2>
    <p>
      ${t("Goes through the lines by itself: it hears when you have read one, leaves the quiet and the breaths that the script has, and goes on.")}
    </p>
    <div class="row">
      <${Select}
        label=${t("Quiet between lines")}
        value=${teleprompter.pauses.value}
        options=${[
          ["script", t("as in the script")],
          ["short", t("short")],
        ]}
        onValue=${(/** @type {"script"|"short"} */ value) => (teleprompter.pauses.value = value)}
      />
      ${
        teleprompter.runs.value
          ? html`<${Button} icon="stop" onClick=${() => teleprompter.stop()}>${t("Stop the teleprompter")}<//>`
          : html`<${Button}
              icon="play"
              yields
              disabled=${session.state.value !== "idle"}
              onClick=${() => teleprompter.start()}
              >${t("Start the teleprompter")}<//
            >`
      }
    </div>
  </section>`;
}

/** Lines to be recorded, or looked at again; each leads there. @param {{session: Session}} props */
function OpenLines({ session }) {
  const lines = /** @type {import("../recording/session.js").Line[]} */ (session.sheet.value.lines);
  const heard = (/** @type {import("../recording/session.js").Line} */ line) => line.takes.find((take) => take.heard);
  const open = lines.filter((line) => !line.takes.length);
  const faulty = lines.filter((line) => heard(line)?.faults.length);
  const list = (/** @type {any[]} */ some) =>
    html`<ul class="lines">
      ${some.map(
        (line) =>
          html`<li key=${line.file}>
            <${Button}
              kind="quiet"
              lang=${session.sheet.value.language}
              onClick=${() => jump(session, lines.indexOf(line))}
              >${line.text}<//
            >
          </li>`,
      )}
    </ul>`;
  return html`
    ${open.length === 0 && html`<p class="good">${t("Every line is recorded.")}</p>`}
    ${
      open.length > 0 &&
      html`<details>
        <summary>
          ${plural("{n} line is still to be recorded.", "{n} lines are still to be recorded.", open.length)}
        </summary>
        ${list(open)}
      </details>`
    }
    ${
      faulty.length > 0 &&
      html`<details>
        <summary>
          ${plural("{n} take has something to listen to.", "{n} takes have something to listen to.", faulty.length)}
        </summary>
        ${list(faulty)}
      </details>`
    }
  `;
}

/** @param {Session} session @param {number} at */
function jump(session, at) {
  if (session.state.value !== "idle") return;
  session.go(at);
  document.querySelector(".recording .line")?.scrollIntoView({ block: "center" });
}

/** @param {Session} session @param {KeyboardEvent} event */
function keyed(session, event) {
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || target.closest(ELSEWHERE)) return;
  if (event.key === " " && target.closest("button, a")) return;
  if (!session.line) return;
  const idle = session.state.value === "idle" && !session.teleprompter.runs.value;
  const { current } = session;
  const address = current && `${session.addressOf()}/takes/${current.name}`;
  const id = current && `${session.line.file}/${current.name}`;
  const keys = /** @type {Record<string, () => unknown>} */ ({
    " ": () => recordOrStop(session),
    ArrowRight: () => idle && session.move(1),
    ArrowDown: () => idle && session.move(1),
    ArrowLeft: () => idle && session.move(-1),
    ArrowUp: () => idle && session.move(-1),
    r: () => idle && session.start("recording"),
    p: () => current && toggle(`${id}`, `${address}`),
    b: () => current && toggle(`${id}/in-place`, `${address}/in-place`),
    x: () => idle && current && session.throwAway(current.name),
    Escape: () => session.teleprompter.stop(),
  });
  if (!(event.key in keys)) return;
  event.preventDefault();
  void keys[event.key]();
}
