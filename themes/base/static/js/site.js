// Comfort only: everything works without this file.
const root = document.documentElement;
root.classList.add("has-script"); // shows what waits for it, each in its place

// Browsers without the popover attribute open menu and settings through a class.
if (!("popover" in HTMLElement.prototype)) {
  root.classList.add("no-popover");
  const close = [];
  for (const panel of document.querySelectorAll("[popover]")) {
    const openers = document.querySelectorAll(`[popovertarget="${panel.id}"]`);
    const show = (open) => {
      panel.classList.toggle("is-open", open);
      openers[0].setAttribute("aria-expanded", String(open));
    };
    for (const opener of openers) {
      opener.addEventListener("click", () => {
        show(!panel.classList.contains("is-open"));
        if (panel.contains(opener)) openers[0].focus();
      });
    }
    show(false);
    close.push(show);
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") for (const show of close) show(false);
  });
}

// Escape puts away an open drop-down; moving to another item brings it back.
for (const item of document.querySelectorAll(".menu__item--parent")) {
  const restore = () => item.classList.remove("is-dismissed");
  // A drop-down that would leave the window on the right opens to the left.
  const place = () => {
    item.classList.remove("is-flipped");
    const box = item.querySelector(".menu__sub").getBoundingClientRect();
    item.classList.toggle("is-flipped", box.right > root.clientWidth);
  };
  item.addEventListener("mouseenter", place);
  item.addEventListener("focusin", place);
  item.addEventListener("mouseleave", restore);
  item.addEventListener("focusout", (event) => {
    if (!item.contains(event.relatedTarget)) restore();
  });
}
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = ".menu__item--parent:hover, .menu__item--parent:focus-within";
  for (const item of document.querySelectorAll(open)) {
    if (item.contains(document.activeElement)) item.querySelector("a").focus();
    item.classList.add("is-dismissed");
  }
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}

// What a button did is said to those who do not see it.
const say = (place, text) => {
  for (const status of document.querySelectorAll(place)) status.textContent = text;
};

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard; // there is none without https
  const words = button.querySelector("[data-copy-words]");
  const before = words.textContent;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      return; // the browser refused; the address stands beside the QR code
    }
    words.textContent = button.dataset.copied;
    button.classList.add("is-done");
    say("[data-tools-status]", button.dataset.copied);
    setTimeout(() => {
      words.textContent = before;
      button.classList.remove("is-done");
    }, 3000);
  });
}

// How the reader wants pages shown: `data-…` of the root, kept for the next page and set there
// before anything is painted. Nothing chosen is kept as nothing.
const TEXT = { least: -1, most: 3 };
const shown = (name) => root.dataset[name] || "";
const mark = () => {
  const step = Number(shown("text"));
  for (const button of document.querySelectorAll("[data-show]")) {
    const [name, value] = button.dataset.show.split(":");
    button.setAttribute("aria-pressed", String(shown(name) === value));
  }
  for (const button of document.querySelectorAll("[data-step]")) {
    const change = Number(button.dataset.step);
    if (!change) button.setAttribute("aria-pressed", String(!step));
    else button.setAttribute("aria-disabled", String(step === (change < 0 ? TEXT.least : TEXT.most)));
  }
  for (const words of document.querySelectorAll("[data-sizes]")) {
    words.textContent = words.dataset.sizes.split("|")[step - TEXT.least];
  }
};
const choose = (name, value) => {
  if (value) root.dataset[name] = value;
  else delete root.dataset[name];
  try {
    if (value) localStorage.setItem(`portal-${name}`, value);
    else localStorage.removeItem(`portal-${name}`);
  } catch {
    // Storage is switched off: it holds for this page only.
  }
  mark();
};
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-show], [data-step]");
  if (!button) return;
  const { show, step } = button.dataset;
  if (step) {
    const wanted = Number(step) && Number(shown("text")) + Number(step);
    const kept = Math.min(TEXT.most, Math.max(TEXT.least, wanted));
    choose("text", kept ? String(kept) : "");
    say("[data-display-status]", document.querySelector("[data-sizes]")?.textContent ?? "");
  } else {
    const [name, value] = show.split(":");
    // The one button of a pair with nothing takes its choice back.
    choose(name, shown(name) === value && button.hasAttribute("data-toggle") ? "" : value);
  }
});
mark();

// A picture that waits to be scrolled to would be missing on paper.
window.addEventListener("beforeprint", () => {
  for (const picture of document.querySelectorAll("img[loading=lazy]")) picture.loading = "eager";
});
// Escape and a click elsewhere close the QR code.
for (const code of document.querySelectorAll(".tools__qr")) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !code.open) return;
    code.open = false;
    code.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (!code.contains(event.target)) code.open = false;
  });
}
