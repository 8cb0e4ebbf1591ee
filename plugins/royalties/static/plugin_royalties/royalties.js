// The box in the heading marks all rows of its table.
for (const all of document.querySelectorAll("[data-royalty-all]")) {
  all.addEventListener("change", () => {
    for (const box of all.form.querySelectorAll("input[name=row]")) box.checked = all.checked;
  });
}
