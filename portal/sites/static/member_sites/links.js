/* Adds an empty line to the links of one place. */
document.querySelectorAll("[data-links]").forEach((place) => {
  const total = place.querySelector("[name$='-TOTAL_FORMS']");
  const rows = place.querySelector("[data-links-rows]");
  const template = place.querySelector("template");
  place.querySelector("[data-links-add]").addEventListener("click", () => {
    const number = Number(total.value);
    const line = document.createElement("div");
    line.innerHTML = template.innerHTML.replaceAll("__prefix__", String(number));
    const row = line.firstElementChild;
    row.querySelector("[name$='-position']").value = String(number + 1);
    rows.append(row);
    total.value = String(number + 1);
    row.querySelector("input").focus();
  });
});
