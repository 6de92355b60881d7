import { day, t } from "../texts.js";
import { html, useEffect, useState } from "../parts/dom.js";
import { fail } from "../parts/messages.js";
import { get } from "../api.js";

/** @typedef {{id: string, title: string, source: string, since: string}} Post */

/** Posts that are being marked, and are no script yet. */
export function Posts() {
  const [posts, setPosts] = useState(/** @type {Post[]} */ ([]));
  useEffect(() => void get("/api/posts").then((found) => setPosts(found.posts), fail), []);
  if (posts.length === 0) return null;
  return html`<section class="posts">
    <h2>${t("Posts that you were marking")}</h2>
    <ul class="rows">
      ${posts.map(
        (post) =>
          html`<li key=${post.id}>
            <a href=${`/mark/${encodeURIComponent(post.id)}`}>${post.title || t("A post without a title")}</a>
            <span class="meta">${post.since && day(post.since)}</span>
          </li>`,
      )}
    </ul>
  </section>`;
}
