/* Colour inputs beside the texts, and what contrast they give. The server decides all the same. */
document.querySelectorAll("[data-studio]").forEach((studio) => {
  const COLOUR = /^#[0-9a-f]{6}$/i;
  const number = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const luminance = (colour) => {
    const [red, green, blue] = [1, 3, 5].map((at) => linear(parseInt(colour.slice(at, at + 2), 16) / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ratio = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };

  studio.querySelectorAll("[data-panel]").forEach((panel) => {
    const fields = new Map([...panel.querySelectorAll("[data-colour]")].map((field) => [field.dataset.colour, field]));
    const chosen = (field) => (COLOUR.test(field.value.trim()) ? field.value.trim() : "");
    /* [by day, by night]; text on the page is made lighter at night by the server. */
    const tones = (name) => {
      const field = fields.get(name);
      if (!field) return [studio.getAttribute(`data-ground-${name}`)];
      const own = chosen(field);
      return own ? [own, own] : [field.dataset.light, field.dataset.dark];
    };

    const measure = () => {
      panel.querySelectorAll("[data-least]").forEach((row) => {
        const text = tones(row.dataset.text);
        const ground = tones(row.dataset.ground);
        const modes = Math.min(text.length, ground.length);
        const found = Math.min(...Array.from({ length: modes }, (_, mode) => ratio(text[mode], ground[mode])));
        const good = found >= Number(row.dataset.least);
        row.dataset.state = good ? "good" : "bad";
        const shown = number.format(Math.floor(found * 10 + 1e-9) / 10);
        row.querySelector("output").textContent = `${shown}:1, ${good ? studio.dataset.good : studio.dataset.bad}`;
        const sample = row.querySelector(".studio-sample");
        sample.style.color = text[0];
        sample.style.background = ground[0];
      });
    };

    fields.forEach((field) => {
      const picker = document.createElement("input");
      picker.type = "color";
      picker.value = chosen(field) || field.dataset.light;
      picker.disabled = Boolean(field.closest("fieldset:disabled"));
      const label = panel.querySelector(`label[for="${field.id}"]`);
      picker.setAttribute("aria-label", `${studio.dataset.choose}: ${label ? label.textContent : ""}`);
      picker.addEventListener("input", () => {
        field.value = picker.value;
        measure();
      });
      field.addEventListener("input", () => {
        picker.value = chosen(field) || field.dataset.light;
        measure();
      });
      field.before(picker);
    });
    measure();
  });
});
