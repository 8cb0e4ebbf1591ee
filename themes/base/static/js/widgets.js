// Comfort only: without this file all panels and all pages of a list can be read as they stand.

const made = (name, className, text = "") => {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
};

let number = 0;

// Panels with headings become tabs (arrow keys, Home and End move between them).
for (const tabs of document.querySelectorAll("[data-tabs]")) {
  const panels = [...tabs.querySelectorAll(":scope > .tabs__panel")];
  const list = made("div", "tabs__list");
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", tabs.dataset.label);
  const buttons = panels.map((panel) => {
    const heading = panel.querySelector(".tabs__name");
    const link = heading.querySelector("a");
    const tab = made("button", "tabs__tab", link.textContent);
    number += 1;
    tab.type = "button";
    tab.id = `tab-${number}`;
    panel.id = `panel-${number}`;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    const all = made("p", "tabs__all");
    const way = made("a", "", `${tabs.dataset.all}: ${link.textContent}`);
    way.href = link.href;
    all.append(way);
    panel.append(all);
    list.append(tab);
    return tab;
  });
  const choose = (chosen, focus) => {
    buttons.forEach((tab, place) => {
      const selected = place === chosen;
      tab.setAttribute("aria-selected", String(selected));
      tab.tabIndex = selected ? 0 : -1;
      panels[place].classList.toggle("is-away", !selected);
      if (selected && focus) tab.focus();
    });
  };
  list.addEventListener("click", (event) => {
    const place = buttons.indexOf(event.target.closest("button"));
    if (place >= 0) choose(place, true);
  });
  list.addEventListener("keydown", (event) => {
    const last = buttons.length - 1;
    const now = buttons.indexOf(document.activeElement);
    const next = { ArrowRight: now === last ? 0 : now + 1, ArrowLeft: now ? now - 1 : last,
      Home: 0, End: last }[event.key];
    if (now < 0 || next === undefined) return;
    event.preventDefault();
    choose(next, true);
  });
  choose(0, false);
  tabs.prepend(list);
  tabs.classList.add("is-ready");
}

// Pages folded away become pages with numbers.
for (const pager of document.querySelectorAll("[data-pager]")) {
  const pages = [...pager.querySelectorAll(".pager__page")];
  if (pages.length < 2) continue;
  const nav = made("nav", "pager__pages");
  nav.setAttribute("aria-label", pager.dataset.label);
  pager.querySelector(".pager__rest").replaceWith(...pages.slice(1), nav);
  const show = (chosen) => {
    pages.forEach((page, place) => {
      page.classList.toggle("is-away", place !== chosen);
      if (place === chosen) nav.children[place].setAttribute("aria-current", "true");
      else nav.children[place].removeAttribute("aria-current");
    });
  };
  pages.forEach((_page, place) => {
    const button = made("button", "pager__number", String(place + 1));
    button.type = "button";
    button.setAttribute("aria-label", `${pager.dataset.page} ${place + 1}`);
    button.addEventListener("click", () => show(place));
    nav.append(button);
  });
  show(0);
}
