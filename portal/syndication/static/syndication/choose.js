// One box that marks all sites, above a list of several.
(() => {
  const place = document.querySelector("[data-choose-all]");
  const boxes = place ? [...place.querySelectorAll('input[type="checkbox"]')] : [];
  if (boxes.length < 3) return;
  const all = document.createElement("input");
  all.type = "checkbox";
  const label = document.createElement("label");
  label.className = "exchange-all";
  label.append(all, place.dataset.chooseAll);
  place.querySelector("#id_receivers").before(label);
  const show = () => {
    const marked = boxes.filter((box) => box.checked).length;
    all.checked = marked === boxes.length;
    all.indeterminate = marked > 0 && !all.checked;
  };
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
  });
  for (const box of boxes) box.addEventListener("change", show);
  show();
})();
