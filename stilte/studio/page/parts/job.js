/** One job of a kind as it goes, also one that ran before the page was loaded. */
import { useEffect, useState } from "./dom.js";
import { fail } from "./messages.js";
import { followJobs } from "./jobs.js";

/**
 * @param {string} kind
 * @param {(job: any) => void} onEnd
 * @returns {any} the job that runs or that ended last; null where there was none
 */
export function useJob(kind, onEnd) {
  const [job, setJob] = useState(/** @type {any} */ (null));
  useEffect(() => {
    const heard = (/** @type {any} */ found) => {
      setJob(found);
      if (found.state === "failed") fail({ message: found.error.text, hint: found.error.hint });
      if (found.state !== "running") onEnd(found);
    };
    return followJobs(kind, heard, setJob);
  }, [kind]);
  return job;
}
