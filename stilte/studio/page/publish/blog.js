/** The blog: address, name and application password, tried before they are kept; and what would change there. */
import { html, useState } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { ask } from "../parts/dialog.js";
import { TextField } from "../parts/field.js";
import { fail, say } from "../parts/messages.js";
import { put, remove } from "../api.js";
import { t } from "../texts.js";
import { Plan } from "./plan.js";

/** @param {{state: any, onChange: () => void}} props */
export function Blog({ state, onChange }) {
  const { address, user, known } = state.blog;
  const disconnect = async () => {
    const yes = await ask({
      title: t("Forget this blog?"),
      text: t("Your posts stay as they are. The password is removed from this computer's keyring."),
      yes: t("Forget it"),
      danger: true,
    });
    if (yes) remove("/api/blog").then(onChange, fail);
  };
  return html`<section class="place card" aria-label=${t("Blog")}>
    <h3>${t("Blog")}</h3>
    ${
      address && known
        ? html`<p class="where">
              <span>${address} · ${user}</span>
              <${Button} kind="quiet" icon="close" label=${t("Forget this blog")} onClick=${disconnect} />
            </p>
            <${Plan} to="blog" key=${`${address} ${state.finished}`} ready=${state.finished > 0} />`
        : html`<${Connect} address=${address} user=${user} onDone=${onChange} />`
    }
  </section>`;
}

/** @param {{address: string, user: string, onDone: () => void}} props */
function Connect({ address, user, onDone }) {
  const [given, setGiven] = useState({ address, user, password: "" });
  const [busy, setBusy] = useState(false);
  const set = (/** @type {string} */ name) => (/** @type {string} */ value) => setGiven({ ...given, [name]: value });
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setBusy(true);
    try {
      const found = await put("/api/blog", given);
      say(
        found.kept === "keyring"
          ? t("Your blog knows you as {name}. The password lies in this computer's keyring.", { name: found.name })
          : t("Your blog knows you as {name}. There is no keyring here: the password is held until the studio ends.", {
              name: found.name,
            }),
      );
      onDone();
    } catch (error) {
      fail(error);
      setBusy(false);
    }
  };
  return html`<form onSubmit=${submit}>
    <p class="hint">
      ${t("For a blog of WordPress. An application password is made there under Users → Profile; it is not the one you log in with, and can be withdrawn at any time.")}
    </p>
    <${TextField}
      label=${t("Address of your blog")}
      type="url"
      placeholder="https://"
      value=${given.address}
      onValue=${set("address")}
      autocomplete="url"
    />
    <${TextField} label=${t("Your name there")} value=${given.user} onValue=${set("user")} autocomplete="username" />
    <${TextField}
      label=${t("Application password")}
      hint=${t("It goes into this computer's keyring, never into a file.")}
      type="password"
      value=${given.password}
      onValue=${set("password")}
      autocomplete="off"
    />
    <div class="actions">
      <${Button} kind="main" type="submit" busy=${busy} disabled=${!given.address || !given.user || !given.password}>
        ${t("Connect")}
      <//>
    </div>
  </form>`;
}
