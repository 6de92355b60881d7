/** What publishing to one place would do, shown before it is done; then doing it. */
import { html, useState } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { Checkbox } from "../parts/field.js";
import { fail, say } from "../parts/messages.js";
import { Problems } from "../parts/problems.js";
import { Progress } from "../parts/progress.js";
import { get, post, remove } from "../api.js";
import { day, t } from "../texts.js";
import { useJob } from "./job.js";

/** @param {{to: "podcast"|"blog", ready: boolean}} props */
export function Plan({ to, ready }) {
  const [plan, setPlan] = useState(/** @type {any} */ (null));
  const [busy, setBusy] = useState(false);
  const [publish, setPublish] = useState(false);
  const [drafts, setDrafts] = useState(false);
  const [done, setDone] = useState(/** @type {any} */ (null));
  const job = useJob("publish", (ended) => {
    const found = ended.result?.[to];
    if (ended.state !== "done" || !found) return;
    setDone(found);
    setPlan(null);
    if (!found.problems.length) say(to === "blog" ? t("The blog is up to date.") : t("The podcast is up to date."));
  });
  const running = job?.state === "running";
  const look = async (/** @type {{publish?: boolean, drafts?: boolean}} */ options = {}) => {
    setBusy(true);
    setDone(null);
    const wanted = { publish, drafts, ...options };
    const query = new URLSearchParams({ to, publish: wanted.publish ? "1" : "0", drafts: wanted.drafts ? "1" : "0" });
    try {
      setPlan(await get(`/api/publish/plan?${query}`));
    } catch (error) {
      fail(error);
    }
    setBusy(false);
  };
  const start = () => post("/api/publish", { to: [to], publish, drafts }).catch(fail);
  const changes = plan && (to === "blog" ? plan.posts.some(touched) : plan.sends > 0);
  return html`<div class="plan">
    ${!ready && html`<p class="hint">${t("Build a track first; then you see here what would happen.")}</p>`}
    ${
      running
        ? html`<div class="fetching">
            <${Progress} label=${t("Publishing")} fraction=${job.fraction} text=${job.text} />
            <${Button}
              kind="quiet"
              icon="close"
              label=${t("Stop publishing")}
              onClick=${() => remove(`/api/jobs/${job.job}`).catch(fail)}
            />
          </div>`
        : ready && !plan && html`<${Button} busy=${busy} onClick=${() => look()}>${t("Show what would happen")}<//>`
    }
    ${
      plan &&
      html`<h4>${t("What would happen")}</h4>
        ${to === "blog" ? html`<${Posts} posts=${plan.posts} />` : html`<${Episodes} plan=${plan} />`}
        <${Waits} waiting=${plan.waiting || []} />
        <${Problems} problems=${plan.problems} />
        ${
          to === "blog" &&
          html`<${Checkbox}
            label=${t("Readers see new posts at once")}
            hint=${publish ? t("New posts are published.") : t("New posts become drafts, which you look at on your blog first.")}
            value=${publish}
            onValue=${(/** @type {boolean} */ on) => {
              setPublish(on);
              void look({ publish: on });
            }}
          />`
        }
        <${Checkbox}
          label=${t("Tracks of a draft voice, too")}
          value=${drafts}
          onValue=${(/** @type {boolean} */ on) => {
            setDrafts(on);
            void look({ drafts: on });
          }}
        />
        ${
          !running &&
          html`<div class="actions">
            <${Button} kind="main" busy=${busy} disabled=${plan.problems.length > 0 || !changes} onClick=${start}>
              ${to === "blog" ? t("Bring it to the blog") : t("Publish the podcast")}
            <//>
            ${!changes && !plan.problems.length && html`<span class="meta">${t("Everything is there already.")}</span>`}
          </div>`
        }`
    }
    ${done && html`<div role="status"><${Outcome} to=${to} done=${done} /></div>`}
  </div>`;
}

/** @param {any} one */
const touched = (one) => one.outcome === "created" || one.outcome === "updated";

/** @param {{plan: any}} props */
function Episodes({ plan }) {
  /** @type {Record<string, string>} */
  const names = {
    new: t("a new episode"),
    renewed: t("renewed in its place"),
    same: t("stays as it is"),
    waits: t("waits"),
  };
  return html`<ul class="steps">
      ${plan.episodes.map(
        (/** @type {any} */ one) =>
          html`<li key=${one.slug} class=${one.state}>
            <strong>${one.title}</strong>${" "}<span>${names[one.state]}</span>
            ${one.why && html`<span class="hint">${one.why}</span>`}
          </li>`,
      )}
    </ul>
    ${plan.sentence && html`<p class="hint">${plan.sentence}</p>`}`;
}

/** @param {{posts: any[]}} props */
function Posts({ posts }) {
  return html`<ul class="steps">
    ${posts.map(
      (one) =>
        html`<li key=${one.slug} class=${one.outcome}>
          <strong>${one.title}</strong>${" "}<span>${one.told}</span>
          ${one.address && html`<a href=${one.address} target="_blank" rel="noreferrer">${t("the post")}</a>`}
          <${Problems} problems=${one.warnings.map((/** @type {any} */ each) => ({ ...each, level: "warning" }))} />
        </li>`,
    )}
  </ul>`;
}

/** @param {{waiting: any[]}} props */
function Waits({ waiting }) {
  if (!waiting.length) return null;
  return html`<ul class="steps">
    ${waiting.map(
      (one) =>
        html`<li key=${one.slug} class="waits">
          <strong>${one.title}</strong>${" "}<span>${t("waits for {date}", { date: day(one.date) })}</span>
        </li>`,
    )}
  </ul>`;
}

/** @param {{to: string, done: any}} props */
function Outcome({ to, done }) {
  if (done.problems.length) return html`<${Problems} problems=${done.problems} />`;
  return html`<h4>${t("What was done")}</h4>
    ${to === "blog" ? html`<${Posts} posts=${done.posts} />` : html`<p>${done.sentence}</p>`}`;
}
