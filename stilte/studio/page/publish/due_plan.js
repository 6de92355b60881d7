/** What is due, to the podcast and the blog: shown first, and published only then. */
import { html, useLayoutEffect, useRef, useState } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { Problems } from "../parts/problems.js";
import { fail, say } from "../parts/messages.js";
import { get, post } from "../api.js";
import { t } from "../texts.js";
import { Episodes, Outcome, Posts, Waits, touched } from "./planned.js";
import { useJob } from "../parts/job.js";
import { Running } from "./running.js";

/** @typedef {"podcast"|"blog"} To */

/** @param {{state: any}} props */
export function DuePlan({ state }) {
  /** @type {To[]} */
  const to = ["podcast", ...(state.blog.known ? [/** @type {To} */ ("blog")] : [])];
  const [plans, setPlans] = useState(/** @type {Partial<Record<To, any>>|null} */ (null));
  const [done, setDone] = useState(/** @type {Partial<Record<To, any>>|null} */ (null));
  const [busy, setBusy] = useState(false);
  const begun = useRef(false); // publishing, by this button
  const job = useJob("publish", (ended) => {
    if (!begun.current) return;
    begun.current = false;
    if (ended.state !== "done") return;
    setPlans(null);
    setDone(ended.result);
    const found = Object.values(ended.result || {});
    if (found.every((/** @type {any} */ one) => !one.problems.length)) say(t("What is due is published."));
  });
  useLayoutEffect(() => setPlans(null), [JSON.stringify([state.waiting, state.finished, to, state.podcast.place])]);
  const running = begun.current && job?.state === "running";
  const look = async () => {
    setBusy(true);
    setDone(null);
    /** @type {Partial<Record<To, any>>} */
    const found = {};
    for (const place of to) {
      try {
        found[place] = await get(`/api/publish/plan?to=${place}&publish=1`);
      } catch (error) {
        found[place] = {
          problems: [{ level: "error", text: /** @type {any} */ (error).message }],
          episodes: [],
          posts: [],
        };
      }
    }
    setPlans(found);
    setBusy(false);
  };
  const ready = to.filter((place) => plans?.[place] && !plans[place].problems.length && changes(place, plans[place]));
  const start = () => {
    begun.current = true;
    post("/api/publish", { to: ready, publish: true }).catch((error) => {
      begun.current = false;
      fail(error);
    });
  };
  const names = { podcast: t("Podcast"), blog: t("Blog") };
  return html`<div class="plan due">
    ${
      running
        ? html`<${Running} job=${job} />`
        : !plans &&
          html`<div class="actions">
            <${Button} busy=${busy} disabled=${state.finished === 0} onClick=${look}>${t("Show what is due")}<//>
          </div>`
    }
    ${
      plans &&
      html`${to.map((place) => html`<${Place} key=${place} to=${place} name=${names[place]} plan=${plans[place]} />`)}
      ${
        !running &&
        html`<div class="actions">
          <${Button} kind="main" disabled=${ready.length === 0} onClick=${start}>${t("Publish what is due")}<//>
          <${Button} kind="quiet" onClick=${() => setPlans(null)}>${t("Not now")}<//>
          ${ready.length === 0 && html`<span class="meta">${t("Nothing is due now.")}</span>`}
        </div>`
      }`
    }
    ${
      done &&
      html`<div role="status">
        ${to
          .filter((place) => done[place])
          .map(
            (place) =>
              html`<h3 key=${place}>${names[place]}</h3>
                <${Outcome} to=${place} done=${done[place]} />`,
          )}
      </div>`
    }
  </div>`;
}

/** Whether publishing would change anything there. @param {To} to @param {any} plan */
function changes(to, plan) {
  return to === "blog" ? plan.posts.some(touched) : plan.sends > 0;
}

/** @param {{to: To, name: string, plan: any}} props */
function Place({ to, name, plan }) {
  if (!plan) return null;
  return html`<h3>${name}</h3>
    ${to === "blog" ? html`<${Posts} posts=${plan.posts || []} />` : html`<${Episodes} plan=${{ episodes: [], ...plan }} />`}
    <${Waits} waiting=${plan.waiting || []} />
    <${Problems} problems=${plan.problems} />`;
}
