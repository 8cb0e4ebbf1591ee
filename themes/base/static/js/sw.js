// Keeps the articles somebody read last, for reading without a network. The server puts
// `const SETTINGS = {version, kept, offline}` before this text; a new version means a new worker.
/* global SETTINGS */
const SHELL = `shell-${SETTINGS.version}`;
const ARTICLES = "articles";
const INDEX = "/ngoai-tuyen/danh-sach.json"; // stored in the cache only
const PATIENCE = 6000;
const NEVER = /^\/(?:quan-tri|duyet|_util|suc-khoe|ban-tin)(?:\/|$)/;
const FILES = /^\/(?:static|media)\//;
// Answers to the last navigations, until the page says whether it is an article.
const fresh = new Map();

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (isPublic(url)) event.respondWith(page(request, url));
  } else if (FILES.test(url.pathname)) {
    event.respondWith(fetch(request).catch(() => kept(request)));
  }
});

// From offline.js: {keep: {url, title, files}} for an article that was read.
let queue = Promise.resolve();
self.addEventListener("message", (event) => {
  const article = event.data?.keep;
  if (!article || !event.source) return;
  const url = new URL(article.url, location.origin);
  if (url.origin !== location.origin || !isPublic(url)) return;
  queue = queue.then(() => keep(url, article)).catch(() => {});
  event.waitUntil(queue);
});

function isPublic(url) {
  return !NEVER.test(url.pathname) && !url.searchParams.has("xem-thu");
}

function mayKeep(answer) {
  const control = answer.headers.get("Cache-Control") || "";
  const type = answer.headers.get("Content-Type") || "";
  return answer.ok && !answer.redirected && type.includes("text/html")
    && !/no-store|private/.test(control);
}

async function install() {
  const shell = await caches.open(SHELL);
  const answer = await fetch(SETTINGS.offline, { cache: "no-cache" });
  if (!answer.ok) throw new Error("no offline page");
  const text = await answer.clone().text();
  await shell.put(SETTINGS.offline, answer);
  const files = text.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g);
  await Promise.allSettled([...files].map(([, file]) => shell.add(file)));
  await self.skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith("shell-") && name !== SHELL) await caches.delete(name);
  }
  await self.clients.claim();
}

// The network first; what is kept when there is none, or when it keeps the reader waiting.
async function page(request, url) {
  const copy = await (await caches.open(ARTICLES)).match(url.origin + url.pathname);
  const asked = fetch(request).then((answer) => {
    if (mayKeep(answer)) remember(url, answer.clone());
    else if (copy && [404, 410].includes(answer.status)) forget(url);
    return answer;
  });
  if (!copy) return asked.catch(() => caches.match(SETTINGS.offline));
  const late = new Promise((done) => setTimeout(done, PATIENCE, copy));
  return Promise.race([asked.catch(() => copy), late]);
}

// What was taken down is not read offline either.
function forget(url) {
  queue = queue.then(async () => drop(await caches.open(ARTICLES), url.origin + url.pathname))
    .catch(() => {});
}

function remember(url, answer) {
  fresh.set(url.origin + url.pathname, answer);
  if (fresh.size > 5) fresh.delete(fresh.keys().next().value);
}

async function kept(request) {
  return (await caches.match(request)) || Response.error();
}

async function keep(url, { title, files }) {
  const address = url.origin + url.pathname;
  const answer = fresh.get(address) || (await fetch(address));
  fresh.delete(address);
  const store = await caches.open(ARTICLES);
  if (!mayKeep(answer)) return drop(store, address);
  await store.put(address, answer);
  const own = files.filter((file) => {
    const { origin, pathname } = new URL(file, location.origin);
    return origin === location.origin && FILES.test(pathname);
  });
  await Promise.allSettled(own.map(async (file) => {
    if (!(await store.match(file))) await store.add(file);
  }));
  const before = (await list(store)).filter((row) => row.url !== address);
  const rows = [{ url: address, title, at: Date.now(), files: own }, ...before];
  await write(store, rows.slice(0, SETTINGS.kept));
  await trim(store);
}

async function drop(store, address) {
  await write(store, (await list(store)).filter((row) => row.url !== address));
  await trim(store);
}

async function list(store) {
  const stored = await store.match(INDEX);
  return stored ? stored.json() : [];
}

function write(store, rows) {
  const headers = { "Content-Type": "application/json" };
  return store.put(INDEX, new Response(JSON.stringify(rows), { headers }));
}

// Whatever no kept article needs goes.
async function trim(store) {
  const rows = await list(store);
  const wanted = new Set([new URL(INDEX, location.origin).href]);
  for (const row of rows) {
    wanted.add(row.url);
    for (const file of row.files) wanted.add(new URL(file, location.origin).href);
  }
  for (const request of await store.keys()) {
    if (!wanted.has(request.url)) await store.delete(request);
  }
}
