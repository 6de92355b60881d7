/** How jobs go: what the server's news tells of them, and what it told while it was not heard. */
import { fail } from "./messages.js";
import { get, listen } from "../api.js";

/**
 * Follow the jobs of a kind. `heard` is told how each goes, and once how it ended; also of an end that fell between the
 * loading of the page and the first news, or in a time when the server was away. Of jobs that had ended before, only
 * `before` is told, with the newest.
 * @param {string} kind
 * @param {(job: any) => void} heard
 * @param {(job: any) => void} [before]
 * @returns {() => void} what ends it
 */
export function followJobs(kind, heard, before = () => {}) {
  /** @type {Set<string>} */
  const ended = new Set();
  let over = false;
  const told = (/** @type {any} */ job) => {
    if (over || job.kind !== kind || ended.has(job.job)) return; // an answer may be older than the news of an end
    if (job.state !== "running") ended.add(job.job);
    heard(job);
  };
  const begin = (/** @type {any[]} */ jobs) => {
    const mine = jobs.filter((one) => one.kind === kind); // the newest first
    if (mine[0] && mine[0].state !== "running" && !ended.has(mine[0].job)) before(mine[0]);
    for (const job of mine) {
      if (job.state === "running") told(job);
      else ended.add(job.job);
    }
  };
  let isBegun = false;
  const look = async () => {
    const { jobs } = await get("/api/jobs");
    if (isBegun) [...jobs].reverse().forEach(told);
    else if (!over) begin(jobs);
    isBegun = true;
  };
  let looked = look();
  looked.catch(fail);
  const again = () => {
    looked = looked.catch(() => {}).then(look);
    looked.catch(() => {}); // the first time it was told; the news begins anew when the server is back
  };
  const ends = [listen("job", told), listen("again", again)];
  return () => {
    over = true;
    ends.forEach((end) => end());
  };
}
