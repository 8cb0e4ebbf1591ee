/* Shows above the form what the checks say of the version saved last; fetched after the form is
   there, and anew whenever it was saved without leaving it. */
(() => {
  "use strict";
  const script = document.currentScript;
  let waiting = null;

  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = script.dataset.style;
  document.head.append(style);

  const place = () => {
    let found = document.getElementById("checks-panel");
    const form = document.getElementById("page-edit-form");
    if (!found && form) {
      found = document.createElement("div");
      found.id = "checks-panel";
      found.className = "nice-padding";
      const tabs = form.querySelector(".w-tabs, [data-tabs]");
      (tabs || form).prepend(found);
    }
    return found;
  };

  const show = async () => {
    const page = /\/pages\/(\d+)\/edit\//.exec(window.location.pathname);
    if (!page) return;
    if (waiting) waiting.abort();
    waiting = new AbortController();
    const address = script.dataset.url.replace("/0/", `/${page[1]}/`);
    try {
      const answer = await fetch(address, { signal: waiting.signal, credentials: "same-origin" });
      if (!answer.ok || answer.redirected) return;
      const html = await answer.text();
      const target = place();
      if (!target) return;
      const before = target.querySelector("details");
      const parsed = new DOMParser().parseFromString(html, "text/html");
      const panel = parsed.querySelector("details");
      if (!panel) return;
      const stops = (shown) => shown.classList.contains("checks-panel--stopping");
      if (before && stops(before) === stops(panel)) panel.open = before.open;
      target.replaceChildren(panel);
    } catch (error) {
      /* The next saving asks again; editing goes on without the panel. */
    }
  };

  /* Fields may lie in a tab that is not shown; blocks are marked as comments find them. */
  const go = (event) => {
    const link = event.target.closest("#checks-panel a[data-path]");
    if (!link) return;
    const path = CSS.escape(link.dataset.path);
    const target = document.querySelector(`#page-edit-form [data-contentpath="${path}"]`);
    if (!target) return;
    event.preventDefault();
    const hidden = target.closest("[role=tabpanel][hidden]");
    if (hidden) {
      const tab = document.querySelector(`[role=tab][href="#${CSS.escape(hidden.id)}"]`);
      if (tab) tab.click();
    }
    target.scrollIntoView({ block: "center" });
    const field = target.querySelector(
      "input:not([type=hidden]), textarea, select, button, [contenteditable=true]",
    );
    if (field) field.focus({ preventScroll: true });
  };

  document.addEventListener("click", go);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
  else show();
  document.addEventListener("w-autosave:success", show);
})();
