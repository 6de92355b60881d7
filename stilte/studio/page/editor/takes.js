/** The takes of a line: hear them, have it spoken again, keep an old one. */
import { fail, say } from "../parts/messages.js";
import { get, post } from "../api.js";
import { html, useEffect, useState } from "../parts/dom.js";
import { number, t } from "../texts.js";
import { Button } from "../parts/button.js";
import { Dialog } from "../parts/dialog.js";

/** @typedef {{id: string, length_s?: number, voice?: string, chosen?: boolean, made?: string, url?: string}} Take */

/** @param {{session: any}} props */
export function Takes({ session }) {
  const step = session.step(session.takesOf.value);
  if (!step) return null;
  return html`<${List} key=${step.key} session=${session} step=${step} />`;
}

/** @param {{session: any, step: import("../types.js").Step}} props */
function List({ session, step }) {
  const [takes, setTakes] = useState(/** @type {Take[]|null} */ (null));
  const [busy, setBusy] = useState(false);
  const asked = () => ({ step: step.id, version: session.document.value.version });
  const load = () =>
    get(`${session.path}/takes?${new URLSearchParams(asked())}`).then((found) => setTakes(found.takes), fail);
  useEffect(() => void session.flush().then(load), []);
  const act = async (/** @type {string} */ what, /** @type {any} */ body) => {
    setBusy(true);
    try {
      const found = await post(`${session.path}/takes/${what}`, { ...asked(), ...body });
      if (found?.takes) setTakes(found.takes);
      else await load();
    } catch (error) {
      fail(error);
    }
    setBusy(false);
  };
  const keep = (/** @type {Take} */ take) =>
    act("choose", { take: take.id }).then(() => say(t("This take is used from now on.")));
  return html`<${Dialog} title=${t("The takes of this line")} onClose=${() => (session.takesOf.value = null)}>
    <blockquote lang=${session.spokenLanguage.value}>${session.textOf(step)}</blockquote>
    ${takes && takes.length === 0 && html`<p>${t("It has not been spoken yet.")}</p>`}
    <ol class="takes">
      ${(takes || []).map(
        (take, n) =>
          html`<li key=${take.id} class=${take.chosen ? "chosen" : ""}>
            <span class="which">${t("Take {n}", { n: n + 1 })}</span>
            <span class="hint">${aboutTake(take)}</span>
            <audio
              controls
              preload="none"
              src=${take.url || `${session.path}/takes/${encodeURIComponent(take.id)}`}
              aria-label=${t("Take {n}", { n: n + 1 })}
            ></audio>
            ${
              take.chosen
                ? html`<span class="used">${t("in use")}</span>`
                : html`<${Button} busy=${busy} onClick=${() => keep(take)}>${t("Use this one")}<//>`
            }
          </li>`,
      )}
    </ol>
    <div class="actions">
      <${Button} kind="main" icon="voice" busy=${busy} onClick=${() => act("again", {})}>${t("Speak it again")}<//>
    </div>
  <//>`;
}

/** @param {Take} take */
function aboutTake(take) {
  const length = take.length_s ? t("{n} s", { n: number(take.length_s) }) : "";
  return [take.voice, length].filter(Boolean).join(", ");
}
