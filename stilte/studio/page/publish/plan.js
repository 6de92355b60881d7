/** What publishing to one place would do, shown before it is done; then doing it. */
import { html, useRef, useState } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { Checkbox } from "../parts/field.js";
import { fail, say } from "../parts/messages.js";
import { Problems } from "../parts/problems.js";
import { get, post } from "../api.js";
import { t } from "../texts.js";
import { Episodes, Outcome, Posts, Waits, touched } from "./planned.js";
import { useJob } from "../parts/job.js";
import { Running } from "./running.js";

/** @param {{to: "podcast"|"blog", ready: boolean}} props */
export function Plan({ to, ready }) {
  const [plan, setPlan] = useState(/** @type {any} */ (null));
  const [busy, setBusy] = useState(false);
  const [publish, setPublish] = useState(false);
  const [drafts, setDrafts] = useState(false);
  const [done, setDone] = useState(/** @type {any} */ (null));
  const looks = useRef(0); // only the newest is shown: it is for what is ticked now
  const job = useJob("publish", (ended) => {
    const found = ended.result?.[to];
    if (ended.state !== "done" || !found) return;
    setDone(found);
    setPlan(null);
    if (!found.problems.length) say(to === "blog" ? t("The blog is up to date.") : t("The podcast is up to date."));
  });
  const running = job?.state === "running";
  const look = async (/** @type {{publish?: boolean, drafts?: boolean}} */ options = {}) => {
    const mine = (looks.current += 1);
    setBusy(true);
    setDone(null);
    const wanted = { publish, drafts, ...options };
    const query = new URLSearchParams({ to, publish: wanted.publish ? "1" : "0", drafts: wanted.drafts ? "1" : "0" });
    try {
      const found = await get(`/api/publish/plan?${query}`);
      if (mine === looks.current) setPlan(found);
    } catch (error) {
      fail(error);
    }
    if (mine === looks.current) setBusy(false);
  };
  const start = () => post("/api/publish", { to: [to], publish, drafts }).catch(fail);
  const changes = plan && (to === "blog" ? plan.posts.some(touched) : plan.sends > 0);
  return html`<div class="plan">
    ${!ready && html`<p class="hint">${t("Build a track first; then you see here what would happen.")}</p>`}
    ${
      running
        ? html`<${Running} job=${job} />`
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
