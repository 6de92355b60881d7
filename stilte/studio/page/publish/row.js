/** A track while it is built and after: how it stands, what changed, what was measured. */
import { html, useEffect, useRef, useState } from "../parts/dom.js";
import { Icon } from "../parts/icons.js";
import { fail } from "../parts/messages.js";
import { Problems } from "../parts/problems.js";
import { Progress } from "../parts/progress.js";
import { get } from "../api.js";
import { clock, day, t } from "../texts.js";
import { buildOf } from "../parts/build_of.js";

/** @param {{track: any, told: any, job: any}} props */
export function Row({ track, told, job }) {
  const busy = buildOf(track, job);
  const built = ["current", "waiting"].includes(track.state);
  return html`<li class=${`track-row ${track.state}`}>
    <div class="line">
      <h3><a href=${`/edit/${encodeURIComponent(track.name)}`}>${track.title}</a></h3>
      ${track.length_s !== null && html`<span class="meta">${clock(track.length_s)}</span>`}
      <span class="state">${busy ? t("is being built") : stateName(track)}</span>
    </div>
    ${busy && html`<${Progress} label=${t("{title} is being built", { title: track.title })} fraction=${busy.fraction} text=${busy.text} />`}
    ${told && !busy && told.phase === "built" && html`<${Changed} slug=${track.slug} told=${told} />`}
    ${told?.problems?.length > 0 && html`<${Problems} problems=${told.problems} />`}
    ${track.problem && !told?.problems?.length && html`<${Problems} problems=${[track.problem]} />`}
    ${built && html`<${Proof} slug=${track.slug} key=${`${track.slug} ${track.changed}`} />`}
  </li>`;
}

/** @param {any} track */
function stateName(track) {
  switch (track.state) {
    case "new":
      return t("not built yet");
    case "changed":
      return t("changed since it was built");
    case "broken":
      return t("something is wrong in it");
    case "building":
      return t("is being built");
    case "waiting":
      return t("built; waits for {date}", { date: day(track.due) });
    default:
      return t("built");
  }
}

/** Which seconds sound otherwise than before; a click hears them. @param {{slug: string, told: any}} props */
function Changed({ slug, told }) {
  const audio = useRef(/** @type {HTMLAudioElement | null} */ (null));
  const [now, setNow] = useState(-1);
  useEffect(() => () => audio.current?.pause(), []);
  const hear = (/** @type {number} */ n, /** @type {number} */ from, /** @type {number} */ to) => {
    audio.current?.pause();
    if (now === n) {
      setNow(-1);
      return;
    }
    const sound = new Audio(`/api/proof/${encodeURIComponent(slug)}/sound#t=${Math.max(0, from - 1)}`);
    sound.ontimeupdate = () => {
      if (sound.currentTime > to + 1) {
        sound.pause();
        setNow(-1);
      }
    };
    sound.onended = () => setNow(-1);
    audio.current = sound;
    setNow(n);
    sound.play().catch(fail);
  };
  return html`<div class="changed">
    ${told.notes.map((/** @type {string} */ note) => html`<p class="meta" key=${note}>${note}</p>`)}
    ${
      told.changed_s.length > 0 &&
      html`<p>
        ${t("Hear what changed:")}
        ${told.changed_s.map(
          (/** @type {[number, number]} */ [from, to], /** @type {number} */ n) =>
            html`<button
              type="button"
              key=${n}
              class="button stretch"
              aria-pressed=${now === n ? "true" : "false"}
              onClick=${() => hear(n, from, to)}
            >
              <${Icon} name=${now === n ? "stop" : "play"} /><span
                >${clock(Math.floor(from))}–${clock(Math.ceil(to))}</span
              >
            </button>`,
        )}
      </p>`
    }
  </div>`;
}

/** What was measured, as a sentence and a table. @param {{slug: string}} props */
function Proof({ slug }) {
  const [open, setOpen] = useState(false);
  const [proof, setProof] = useState(/** @type {any} */ (null));
  useEffect(() => {
    if (open && !proof) get(`/api/proof/${encodeURIComponent(slug)}`).then(setProof, fail);
  }, [open]);
  return html`<details class="proof" onToggle=${(/** @type {any} */ event) => setOpen(event.currentTarget.open)}>
    <summary>${t("What was measured")}</summary>
    ${
      proof &&
      html`<p>${proof.sentence}</p>
        <table>
          <thead>
            <tr>
              <th scope="col">${t("What")}</th>
              <th scope="col">${t("Measured")}</th>
            </tr>
          </thead>
          <tbody>
            ${proof.rows.map(
              (/** @type {any} */ row) =>
                html`<tr key=${row.name}>
                  <th scope="row">${row.name}</th>
                  <td>${row.value} ${row.unit}</td>
                </tr>`,
            )}
          </tbody>
        </table>`
    }
  </details>`;
}
