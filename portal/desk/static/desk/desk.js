/* Keys and marks of the news desk; without this script everything works by mouse and Tab. */
const list = document.querySelector("[data-desk-list]");
const filter = document.querySelector("[data-desk-filter]");
const search = document.querySelector("[data-desk-search]");
const help = document.querySelector("[data-desk-keys]");
const lines = list ? [...list.querySelectorAll("[data-desk-line]")] : [];
let here = -1;

function boxOf(line) {
  return line.querySelector('input[name="id"]');
}

function tellMarks() {
  const marked = lines.filter((line) => boxOf(line).checked).length;
  const told = list.querySelector("[data-desk-marked]");
  told.textContent = marked ? `${told.dataset.text} ${marked}` : "";
  list.querySelectorAll("[data-desk-act]").forEach((button) => {
    button.disabled = !marked;
  });
  list.querySelector("[data-desk-all]").checked = marked > 0 && marked === lines.length;
}

function goTo(place) {
  if (!lines.length) return;
  lines[here]?.removeAttribute("data-desk-here");
  here = Math.min(Math.max(place, 0), lines.length - 1);
  lines[here].setAttribute("data-desk-here", "");
  lines[here].querySelector("[data-desk-open]").focus({ preventScroll: true });
  lines[here].scrollIntoView({ block: "nearest" });
}

function follow(selector) {
  document.querySelector(selector)?.click();
}

const keys = {
  j: () => goTo(here + 1),
  k: () => goTo(here - 1),
  x: () => here >= 0 && boxOf(lines[here]).click(),
  Enter: () => here >= 0 && lines[here].querySelector("[data-desk-open]").click(),
  "/": () => search.focus(),
  n: () => follow("[data-desk-next]"),
  p: () => follow("[data-desk-previous]"),
  "?": () => help.showModal(),
};

function isTyping(target) {
  return target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog");
}

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || !(key in keys)) return;
  if (isTyping(target)) return;
  // What has the focus knows itself what Enter does.
  if (key === "Enter" && target.closest("a, button, summary, input")) return;
  event.preventDefault();
  keys[key]();
});

if (list) {
  list.querySelector("[data-desk-all]").addEventListener("change", (event) => {
    lines.forEach((line) => {
      boxOf(line).checked = event.target.checked;
    });
    tellMarks();
  });
  list.addEventListener("change", (event) => {
    if (event.target.name === "id") tellMarks();
  });
  list.querySelector("[data-desk-help]").addEventListener("click", () => help.showModal());
  // Marks may come back with the browser's own memory of the page.
  window.addEventListener("pageshow", tellMarks);
  tellMarks();
}

filter.querySelectorAll("select").forEach((select) => {
  select.addEventListener("change", () => {
    // Another site has other sections.
    const section = filter.querySelector('select[name="muc"]');
    if (select.matches("[data-desk-site]") && section) section.value = "";
    filter.requestSubmit();
  });
});

// The address names only what is filtered by.
filter.addEventListener("submit", () => {
  filter.querySelectorAll("input, select").forEach((field) => {
    const usual = field.matches("[data-desk-usual]") && field.selectedIndex === 0;
    if (!field.value || usual) field.disabled = true;
  });
});
window.addEventListener("pageshow", () => {
  filter.querySelectorAll("[disabled]").forEach((field) => {
    field.disabled = false;
  });
});
