// Keeps a page fresh while somebody looks at it: asks for it anew, and puts the new main part in the
// place of the old one, unless that is being used. Without scripts the page stays as it was loaded.
"use strict";
(() => {
  const main = document.getElementById("main");
  const seconds = Number(main.dataset.refresh);
  if (!seconds) return;
  const freshness = document.getElementById("freshness");
  let shown = null;

  const isInUse = () =>
    main.contains(document.activeElement) && document.activeElement !== main ||
    !document.getSelection().isCollapsed;

  async function refresh() {
    if (document.hidden || isInUse()) return;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(answer.status);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("main");
      if (shown === null) shown = main.innerHTML;
      if (fresh.innerHTML !== shown) {
        const open = [...main.querySelectorAll("details")].map((details) => details.open);
        main.replaceChildren(...fresh.childNodes);
        main.querySelectorAll("details").forEach((details, n) => { details.open = Boolean(open[n]); });
        shown = null;
        freshness.textContent = "What changed was brought in at " + new Date().toISOString().slice(11, 16) + ".";
      } else if (freshness.dataset.failed) {
        freshness.textContent = "";
      }
      delete freshness.dataset.failed;
    } catch {
      freshness.dataset.failed = "yes";
      freshness.textContent = "The newest state cannot be had; this is an older one.";
    }
  }

  setInterval(refresh, seconds * 1000);
  document.addEventListener("visibilitychange", refresh);
})();
