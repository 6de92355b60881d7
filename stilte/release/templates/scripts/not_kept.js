// Says which recordings are here, and tries the asked page again once there is a network.
const wanted = () => {
  try {
    const asked = new URL(new URLSearchParams(location.search).get("wanted") || "", root);
    return asked.origin === location.origin && asked.pathname.startsWith(root.pathname) ? asked.href : root.href;
  } catch { return root.href; }
};
const again = one("#again");
again.hidden = false;
again.addEventListener("click", () => location.replace(wanted()));
const lookAgain = async () => {
  if (!navigator.onLine || document.hidden) return;
  try { if ((await fetch(wanted(), { method: "HEAD", cache: "no-store" })).ok) location.replace(wanted()); } catch { /* not yet */ }
};
addEventListener("online", lookAgain);
document.addEventListener("visibilitychange", lookAgain);
setInterval(lookAgain, 5000);
const here = async () => {
  const kept = canKeep ? [...(await keptTracks()).values()] : [];
  one("#none").hidden = kept.length > 0;
  one("#some").hidden = !kept.length;
  kept.sort((a, b) => a.title.localeCompare(b.title)).forEach((track) => {
    const link = document.createElement("a"), item = document.createElement("li");
    link.href = new URL(`${track.slug}/index.html`, root).href;
    link.textContent = track.title;
    item.append(link);
    one("#here").append(item);
  });
};
here().catch(() => {});
