/** Two texts of one script: what was typed here, and what somebody wrote into the file meanwhile. */
import { html, useMemo } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { Dialog } from "../parts/dialog.js";
import { linesApart } from "./lines_apart.js";
import { t } from "../texts.js";

/** @param {{session: any}} props */
export function Conflict({ session }) {
  const conflict = session.conflict.value;
  if (!conflict) return null;
  const theirs = () => session.settle(conflict.disk);
  return html`<${Dialog}
    wide
    title=${t("The script was changed outside this window")}
    actions=${html`
      <${Button} onClick=${() => void navigator.clipboard?.writeText(conflict.mine)}>${t("Copy my text")}<//>
      <${Button} onClick=${theirs}>${t("Take the text of the file")}<//>
      <${Button} kind="main" onClick=${() => session.insist(conflict)}>${t("Keep my text")}<//>
    `}
  >
    <p>
      ${t("You had typed something that was not in the file yet. Nothing is lost: these are both texts; where they differ is marked.")}
    </p>
    <${Texts} mine=${conflict.mine} theirs=${conflict.disk.text} />
  <//>`;
}

/** @param {{mine: string, theirs: string}} props */
function Texts({ mine, theirs }) {
  const [here, there] = useMemo(() => linesApart(mine.split(/\r?\n/), theirs.split(/\r?\n/)), [mine, theirs]);
  return html`<div class="two-texts">
    <section aria-label=${t("Your text")}>
      <h3>${t("Your text")}</h3>
      <${Text} lines=${here} />
    </section>
    <section aria-label=${t("The text of the file")}>
      <h3>${t("The text of the file")}</h3>
      <${Text} lines=${there} />
    </section>
  </div>`;
}

/** @param {{lines: {text: string, other: boolean}[]}} props */
function Text({ lines }) {
  return html`<pre tabindex="0">
${lines.map((line, n) =>
      line.other ? html`<mark key=${n}>${line.text || " "}</mark>${"\n"}` : `${line.text}\n`,
    )}</pre>`;
}
