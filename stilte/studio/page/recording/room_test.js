/** The microphone and the room: which one, and some quiet and a sentence that tell how it sounds. */
import { html } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { Select } from "../parts/field.js";
import { day, number, t } from "../texts.js";
import { QUIET_TEST_S } from "./session.js";
import { Faults } from "./takes.js";

const FRESH_MS = 12 * 3600 * 1000;

/** @param {{session: import("./session.js").Session}} props */
export function RoomTest({ session }) {
  const devices = session.devices.value;
  const state = session.state.value;
  const found = session.room.value;
  const last = session.sheet.value.room;
  const stale = !found && (!last || Date.now() - new Date(last.at).getTime() > FRESH_MS);
  const begun = session.sheet.value.lines.some((/** @type {any} */ line) => line.takes.length > 0);
  return html`<section class="settings">
    <h2>${t("Microphone and room")}</h2>
    ${
      devices.length > 0 &&
      html`<${Select}
        label=${t("Microphone")}
        value=${session.device.value}
        options=${devices}
        onValue=${(/** @type {string} */ id) => session.useMicrophone(id)}
      />`
    }
    ${
      stale &&
      html`<p class="advice">
        ${last && begun && t("The room was tested on {day}. Test it again, so that the new takes sound as the old ones.", { day: day(last.at) })}
        ${!last && t("Test the room first: five seconds of quiet, then the line above.")}
      </p>`
    }
    <${Button} icon="ear" yields disabled=${state !== "idle"} onClick=${() => session.start("room")}
      >${t("Test the room")}<//
    >
    ${state === "room" && html`<${Doing} session=${session} />`}
    ${found && state !== "room" && html`<${Found} room=${found} />`}
  </section>`;
}

/** @param {{session: import("./session.js").Session}} props */
function Doing({ session }) {
  const left = Math.ceil(QUIET_TEST_S - session.meter.value.seconds);
  return html`<p class="room-test">
    <span role="status">${left > 0 ? t("Be quiet now.") : t("Now read the line once, as you read all of them.")}</span>
    ${left > 0 && html` <span class="when" aria-hidden="true">${t("{n} s", { n: left })}</span>`}
  </p>`;
}

/** @param {{room: any}} props */
function Found({ room }) {
  const rows = /** @type {[string, string|null][]} */ ([
    [t("Your voice"), inDb(room.voice_db, "dBFS")],
    [t("The quiet of the room"), inDb(room.noise_db, "dBFS")],
    [t("The noise under your voice"), inDb(room.distance_db, "dB")],
    [t("Hum"), room.hum_hz === null ? t("none") : t("{n} Hz", { n: number(room.hum_hz, 0) })],
    [t("The room rings on for"), room.echo_s === null ? t("not to be heard") : t("{n} s", { n: number(room.echo_s) })],
  ]);
  return html`<div class="room-test">
    <div role="status">
      ${room.faults.length === 0 && !room.differs && html`<p class="good">${t("Your room is still, and your level is good.")}</p>`}
      ${room.differs && html`<p class="advice">${room.differs}</p>`}
      <${Faults} faults=${room.faults} />
    </div>
    <dl>
      ${rows.map(
        ([name, value]) =>
          value !== null &&
          html`<div key=${name}>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
  </div>`;
}

/** @param {number|null} value @param {string} unit */
function inDb(value, unit) {
  return value === null ? null : `${number(value, 0)} ${unit}`;
}
