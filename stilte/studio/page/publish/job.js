/** One job of a kind as it goes, also one that ran before the page was loaded. */
import { useEffect, useState } from "../parts/dom.js";
import { fail } from "../parts/messages.js";
import { get, listen } from "../api.js";

/**
 * @param {string} kind
 * @param {(job: any) => void} onEnd
 * @returns {any} the job that runs or that ended last; null where there was none
 */
export function useJob(kind, onEnd) {
  const [job, setJob] = useState(/** @type {any} */ (null));
  useEffect(() => {
    get("/api/jobs").then(({ jobs }) => setJob(jobs.find((/** @type {any} */ one) => one.kind === kind) || null), fail);
    return listen("job", (news) => {
      if (news.kind !== kind) return;
      setJob(news);
      if (news.state === "failed") fail({ message: news.error.text, hint: news.error.hint });
      if (news.state !== "running") onEnd(news);
    });
  }, [kind]);
  return job;
}
