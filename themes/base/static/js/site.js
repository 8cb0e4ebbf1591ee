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
