/* Asks, while the form is filled in, whether the path and the host are free. */
const form = document.querySelector("[data-setup]");
const waiting = {};

function ask(input) {
  const kind = input.dataset.check;
  const answer = form.querySelector(`[data-answer="${kind}"]`);
  if (!input.value.trim()) {
    answer.hidden = true;
    return;
  }
  const asked = input.value;
  const query = new URLSearchParams({ [kind]: asked });
  fetch(`${form.dataset.checkUrl}?${query}`, { headers: { Accept: "application/json" } })
    .then((response) => (response.ok ? response.json() : {}))
    .then((found) => {
      if (input.value !== asked) return;
      answer.textContent = found[kind] || "";
      answer.hidden = !found[kind];
    })
    .catch(() => {});
}

function askSoon(input) {
  clearTimeout(waiting[input.name]);
  waiting[input.name] = setTimeout(() => ask(input), 300);
}

form.querySelectorAll("[data-check]").forEach((input) => {
  ["input", "change", "blur"].forEach((event) =>
    input.addEventListener(event, () => askSoon(input)),
  );
});
/* The code follows the short name without an event of its own. */
const code = form.querySelector("[data-check='code']");
["keyup", "change", "blur"].forEach((event) =>
  form.querySelector("[name='short_name']").addEventListener(event, () => askSoon(code), true),
);
