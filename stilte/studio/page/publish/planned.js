/** What a plan says, and what was done: episodes, posts, and what waits for its day. */
import { html } from "../parts/dom.js";
import { Problems } from "../parts/problems.js";
import { day, t } from "../texts.js";

/** @param {any} one */
export const touched = (one) => one.outcome === "created" || one.outcome === "updated";

/** @param {{plan: any}} props */
export function Episodes({ plan }) {
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
export function Posts({ posts }) {
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
export function Waits({ waiting }) {
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
export function Outcome({ to, done }) {
  if (done.problems.length) return html`<${Problems} problems=${done.problems} />`;
  return html`<h4>${t("What was done")}</h4>
    ${to === "blog" ? html`<${Posts} posts=${done.posts} />` : html`<p>${done.sentence}</p>`}`;
}
