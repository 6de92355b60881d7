/** What is wrong in podcast.yaml, which keeps everything from being built. */
import { html } from "./dom.js";
import { Problems } from "./problems.js";
import { t } from "../texts.js";

/**
 * @param {{problems: import("../types.js").Problem[], here?: boolean}} props `here`: on the page of the show itself
 */
export function ShowTrouble({ problems, here = false }) {
  if (problems.length === 0) return null;
  const told = problems.map((problem) => ({
    ...problem,
    hint: here ? problem.hint : "", // where it can be mended
    text: problem.line ? `${t("Line {line}:", { line: problem.line })} ${problem.text}` : problem.text,
  }));
  return html`<section class="show-trouble" aria-label=${t("What is wrong in podcast.yaml")}>
    <p>
      ${t("Nothing can be built or published until this is put right in podcast.yaml:")}
      ${!here && html` <a href="/show">${t("To the show")}</a>`}
    </p>
    <${Problems} problems=${told} />
  </section>`;
}
