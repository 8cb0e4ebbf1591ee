// Reading without a network: starts the service worker and tells it which articles were read.
const kept = document.querySelector("[data-kept]");

if ("serviceWorker" in navigator && window.isSecureContext) {
  // Nothing of the page waits for it.
  window.addEventListener("load", () => setTimeout(start, 500), { once: true });
  if (document.readyState === "complete") setTimeout(start, 500);
}

let started = false;
async function start() {
  if (started) return;
  started = true;
  try {
    await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
    const { active } = await navigator.serviceWorker.ready;
    if (!document.querySelector("[data-article]") || !active) return;
    tell(active);
    // Pictures further down were loaded while reading.
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") tell(active);
    });
  } catch {
    // Refused by the browser or its settings: then without.
  }
}

function tell(worker) {
  const files = performance.getEntriesByType("resource")
    .filter(({ initiatorType }) => ["css", "img", "link", "script", "other"].includes(initiatorType))
    .map(({ name }) => name);
  const title = document.querySelector("h1")?.textContent.trim() || document.title;
  worker.postMessage({ keep: { url: location.href, title, files } });
}

// The offline page: which articles are there. Its words are in the page.
if (kept) show();

async function show() {
  const stored = "caches" in window && (await caches.match("/ngoai-tuyen/danh-sach.json"));
  const rows = stored ? await stored.json() : [];
  kept.replaceChildren(...rows.map((row) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const time = document.createElement("time");
    link.href = row.url;
    link.textContent = row.title;
    time.dateTime = new Date(row.at).toISOString();
    time.textContent = moment(new Date(row.at));
    item.append(link, " ", time);
    return item;
  }));
  kept.hidden = !rows.length;
  document.querySelector("[data-kept-none]").hidden = rows.length > 0;
  document.querySelector("[data-kept-some]").hidden = !rows.length;
}

function moment(date) {
  const two = (number) => String(number).padStart(2, "0");
  const day = `${two(date.getDate())}/${two(date.getMonth() + 1)}/${date.getFullYear()}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
