/** Recording the own voice: one line large, what it has to fit into, its takes and what was found in them. */
import { html, useEffect, useRef, useState } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { Select } from "../parts/field.js";
import { announce, fail } from "../parts/messages.js";
import { Waiting } from "../parts/progress.js";
import { get, post, remove, request } from "../api.js";
import { clock, number, t } from "../texts.js";
import { LongRecording } from "../recording/long_recording.js";
import { microphones, openMicrophone, rememberedMicrophone } from "../recording/microphone.js";
import { Faults, Takes } from "../recording/takes.js";

const ROOM_TEST_S = 9;
const SOUNDS = 0.02;
const QUIET_S = 1.3;

/** @param {{params: {voice: string, name: string}}} props */
export default function Recording({ params }) {
  const base = `/api/recording/${encodeURIComponent(params.voice)}/${encodeURIComponent(params.name)}`;
  const [sheet, setSheet] = useState(/** @type {any} */ (null));
  const [at, setAt] = useState(0);
  const [state, setState] = useState(/** @type {"idle"|"recording"|"room"|"saving"} */ ("idle"));
  const [meter, setMeter] = useState({ peak: 0, seconds: 0 });
  const [devices, setDevices] = useState(/** @type {[string, string][]} */ ([]));
  const [device, setDevice] = useState(rememberedMicrophone());
  const [trouble, setTrouble] = useState("");
  const [room, setRoom] = useState(/** @type {any} */ (null));
  const [byItself, setByItself] = useState(false);
  const held = useRef(/** @type {any} */ ({}));
  const load = (first = false) =>
    get(base).then((found) => {
      setSheet(found);
      const open = found.lines.findIndex((/** @type {any} */ line) => !line.takes.length);
      if (first && open > 0) setAt(open);
    }, fail);
  useEffect(() => {
    document.title = `${t("Recording")} · Stilte`;
    void load(true);
    return () => held.current.microphone?.close();
  }, [base]);
  const line = sheet?.lines[at];
  const lineBase = line ? `${base}/lines/${encodeURIComponent(line.file)}` : "";

  const changed = (/** @type {any} */ made) => {
    setSheet((/** @type {any} */ old) => {
      const lines = old.lines.map((/** @type {any} */ one) => (one.file === made.file ? made : one));
      const recorded = lines.filter((/** @type {any} */ one) => one.takes.length).length;
      return { ...old, lines, recorded, left_s: (lines.length - recorded) * 8 };
    });
  };
  const microphone = async () => {
    if (!held.current.microphone) {
      const opened = await openMicrophone(device);
      opened.onLost = (/** @type {string} */ text) => {
        held.current.recording?.cancel();
        held.current = {};
        setState("idle");
        setTrouble(text);
      };
      held.current.microphone = opened;
      setDevices(await microphones());
    }
    return held.current.microphone;
  };
  const start = async (/** @type {"recording"|"room"} */ kind) => {
    setTrouble("");
    try {
      const open = await microphone();
      let spoke = false;
      let quietFrom = 0;
      const recording = open.record((/** @type {number} */ peak) => {
        const seconds = recording.seconds();
        setMeter({ peak, seconds });
        if (peak > SOUNDS) [spoke, quietFrom] = [true, seconds];
        if (kind === "room" && seconds > ROOM_TEST_S) void held.current.stop();
        if (kind === "recording" && held.current.byItself && spoke && seconds - quietFrom > QUIET_S) {
          void held.current.stop();
        }
      });
      held.current.recording = recording;
      setMeter({ peak: 0, seconds: 0 });
      setState(kind);
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    }
  };
  const stop = async () => {
    const recording = held.current.recording;
    if (!recording) return;
    held.current.recording = null;
    const sound = recording.stop();
    const kind = state;
    setState("saving");
    try {
      if (kind === "room") {
        setRoom(await request("POST", `${base}/room`, sound));
      } else {
        const made = await request("POST", `${lineBase}/takes`, sound);
        changed(made);
        const faults = made.takes[made.takes.length - 1].faults;
        announce(
          faults.length ? faults.map((/** @type {any} */ one) => one.text).join(" ") : t("Good. The take is kept."),
        );
        if (held.current.byItself && !faults.length && at + 1 < sheet.lines.length) held.current.next = at + 1;
      }
    } catch (error) {
      fail(error);
    }
    setState("idle");
  };
  Object.assign(held.current, { stop, byItself });
  useEffect(() => {
    if (state !== "idle" || held.current.next === undefined) return undefined;
    setAt(held.current.next);
    held.current.next = undefined;
    const timer = setTimeout(() => held.current.start("recording"), 1200);
    return () => clearTimeout(timer);
  }, [state]);
  held.current.start = start;
  const toggle = () => (state === "recording" ? stop() : state === "idle" ? start("recording") : undefined);
  const play = (/** @type {string} */ name) => {
    held.current.player?.pause();
    held.current.player = new Audio(`${lineBase}/takes/${name}`);
    held.current.player.play().catch(fail);
  };
  const current = line?.takes.find((/** @type {any} */ take) => take.heard);
  const choose = (/** @type {string} */ take) => post(`${lineBase}/choose`, { take }).then(changed, fail);
  const throwAway = (/** @type {string} */ take) => remove(`${lineBase}/takes/${take}`).then(changed, fail);
  const move = (/** @type {number} */ by) => {
    if (state === "idle") setAt(Math.min(Math.max(at + by, 0), sheet.lines.length - 1));
  };
  useEffect(() => {
    const pressed = (/** @type {KeyboardEvent} */ event) => {
      const target = /** @type {HTMLElement} */ (event.target);
      if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input, select, textarea, dialog")) return;
      if (event.key === " " && target.closest("button, a")) return;
      const keys = /** @type {Record<string, () => unknown>} */ ({
        " ": toggle,
        ArrowRight: () => move(1),
        ArrowDown: () => move(1),
        ArrowLeft: () => move(-1),
        ArrowUp: () => move(-1),
        r: () => state === "idle" && start("recording"),
        p: () => current && play(current.name),
        x: () => state === "idle" && current && throwAway(current.name),
      });
      if (!(event.key in keys)) return;
      event.preventDefault();
      void keys[event.key]();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  });
  if (!sheet) return html`<${Waiting} />`;
  if (!line) {
    return html`<div class="page recording">
      <h1>${t("Recording")}</h1>
      <p>${t("This script has no lines.")}</p>
    </div>`;
  }
  const busy = state !== "idle";
  return html`<div class="page recording">
    <header class="head">
      <h1>${t("Recording")}</h1>
      <p class="done">
        ${t("{n} of {all} lines", { n: sheet.recorded, all: sheet.lines.length })}
        ${sheet.left_s > 0 && html` · ${t("about {time} to go", { time: clock(sheet.left_s) })}`}
      </p>
    </header>
    ${trouble && html`<p class="trouble" role="alert">${trouble}</p>`}
    <section class="line" aria-label=${t("The line to read")}>
      <p class="beside" aria-hidden="true">${sheet.lines[at - 1]?.text || ""}</p>
      <p class="now" aria-live="polite">${line.text}</p>
      <p class="beside" aria-hidden="true">${sheet.lines[at + 1]?.text || ""}</p>
      ${line.room && html`<${Room} room=${line.room} seconds=${state === "recording" ? meter.seconds : 0} />`}
      <meter class="level" aria-label=${t("Level")} min="0" max="1" high="0.9" value=${busy ? meter.peak : 0}></meter>
    </section>
    <div class="actions">
      <${Button} icon="back" disabled=${busy || at === 0} onClick=${() => move(-1)}>${t("Back")}<//>
      <${Button}
        kind="main"
        icon=${state === "recording" ? "stop" : "voice"}
        aria-pressed=${state === "recording"}
        disabled=${state === "saving" || state === "room"}
        onClick=${toggle}
        >${state === "recording" ? t("Stop (space)") : t("Record (space)")}<//
      >
      <${Button} disabled=${busy || at + 1 >= sheet.lines.length} onClick=${() => move(1)}>${t("Next line")}<//>
    </div>
    <${Takes} takes=${line.takes} onPlay=${play} onChoose=${choose} onThrow=${throwAway} />
    <p class="hint">
      ${t("Keys: space starts and stops, arrows change the line, r records again, p plays, x throws away.")}
    </p>
    <section class="settings">
      <h2>${t("Microphone and room")}</h2>
      ${
        devices.length > 0 &&
        html`<${Select}
          label=${t("Microphone")}
          value=${device}
          options=${devices}
          onValue=${(/** @type {string} */ id) => {
            held.current.microphone?.close();
            held.current.microphone = null;
            setDevice(id);
          }}
        />`
      }
      <label class="check">
        <input
          type="checkbox"
          checked=${byItself}
          onChange=${(/** @type {any} */ e) => setByItself(e.currentTarget.checked)}
        />
        <span
          >${t("Go through the lines by itself: it stops when you are quiet, and goes on when the take is good")}</span
        >
      </label>
      <${Button} disabled=${busy} onClick=${() => start("room")}>${t("Test the room")}<//>
      ${state === "room" && html`<p role="status">${t("Be quiet for five seconds, then read the line once.")}</p>`}
      ${room && html`<${RoomTest} room=${room} />`}
    </section>
    <${LongRecording} base=${base} onCut=${() => load()} />
  </div>`;
}

/** What a line has to fit into: a bar that fills. @param {{room: {length_s: number, kind: string}, seconds: number}} props */
function Room({ room, seconds }) {
  const n = number(room.length_s);
  const over = seconds > room.length_s;
  return html`<div class=${`fits ${over ? "over" : ""}`}>
    <progress
      aria-label=${t("Time for this line")}
      max=${room.length_s}
      value=${Math.min(seconds, room.length_s)}
    ></progress>
    <span>${room.kind === "hold" ? t("fits a hold of {n} s", { n }) : t("fits a breath of {n} s", { n })}</span>
  </div>`;
}

/** @param {{room: any}} props */
function RoomTest({ room }) {
  return html`<div class="room-test" role="status">
    ${room.faults.length === 0 && html`<p>${t("Your room is still, and your level is good.")}</p>`}
    ${
      room.distance_db !== null &&
      html`<p>${t("The room is {n} dB under your voice.", { n: number(room.distance_db, 0) })}</p>`
    }
    <${Faults} faults=${room.faults} />
  </div>`;
}
