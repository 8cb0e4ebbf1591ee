// Comfort only: everything works without this file.
const root = document.documentElement;

// Browsers without the popover attribute get the same menu through a class.
if (!("popover" in HTMLElement.prototype)) {
  root.classList.add("no-popover");
  const menu = document.getElementById("site-menu");
  const opener = document.querySelector(".tool--menu");
  const show = (open) => {
    menu.classList.toggle("is-open", open);
    opener.setAttribute("aria-expanded", String(open));
  };
  if (menu && opener) {
    show(false);
    opener.addEventListener("click", () => show(!menu.classList.contains("is-open")));
    menu.querySelector(".menu__close").addEventListener("click", () => {
      show(false);
      opener.focus();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") show(false);
    });
  }
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
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// What a button did is said to those who do not see it.
const say = (text) => {
  for (const status of document.querySelectorAll("[data-tools-status]")) status.textContent = text;
};

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  const words = button.querySelector("[data-copy-words]");
  const before = words.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      return; // the browser refused; the address stands beside the QR code
    }
    words.textContent = button.dataset.copied;
    button.classList.add("is-done");
    say(button.dataset.copied);
    setTimeout(() => {
      words.textContent = before;
      button.classList.remove("is-done");
    }, 3000);
  });
}

// Text size of articles: a step from -1 to 3, for this window and until it is closed.
const TEXT_STEP = "portal-text-step";
const kept = () => {
  try {
    return Number(sessionStorage.getItem(TEXT_STEP)) || 0;
  } catch {
    return 0; // storage is switched off
  }
};
const enlarge = (step) => {
  root.dataset.textStep = String(step);
  try {
    sessionStorage.setItem(TEXT_STEP, String(step));
  } catch {
    // Then it holds for this page only.
  }
};
for (const group of document.querySelectorAll("[data-text-size]")) {
  group.hidden = false;
  enlarge(kept());
  group.addEventListener("click", (event) => {
    const step = event.target.closest("[data-step]")?.dataset.step;
    if (step === undefined) return;
    enlarge(step === "0" ? 0 : Math.min(3, Math.max(-1, kept() + Number(step))));
  });
}

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
