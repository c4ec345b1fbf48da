/*
 * Opens the steps without a network, where the person asked for that. It answers for pages below /plan/ alone, and only
 * when the network does not. The copy is put in by the page (steps.js), which also says when it was last used and how long
 * a pause may be: after that, as where it is too old, it is cleared and not shown.
 */
const COPY = "steps-copy";
const FILES = "steps-files";
const USED = "/plan/copy-used";
const NO_NETWORK = {{ url_for("guides.no_network")|tojson }};
const STEPS = {{ url_for("offline.steps")|tojson }};
const SHEETS = {{ sheets|tojson }};
const LEAVE = {{ (url_for("plans.show") ~ "?leave")|tojson }};
const CLOSE = {{ url_for("leaving.leave")|tojson }};
const ELSEWHERE = {{ elsewhere|tojson }};
const MINUTE = 60 * 1000;
const LONGEST = {{ days }} * 24 * 60 * MINUTE;

async function keepFiles() {
  const files = await caches.open(FILES);
  await files.addAll(SHEETS);
}

async function copyOfSteps() {
  const kept = await caches.match(STEPS, { cacheName: COPY, ignoreVary: true });
  if (!kept) return undefined;
  const used = await caches.match(USED, { cacheName: COPY });
  const { at, minutes } = used ? await used.json() : {};
  const rested = Date.now() - at;
  const isOpen = minutes === 0 || (rested >= 0 && rested < minutes * MINUTE);
  const isYoung = Date.now() - Date.parse(kept.headers.get("date") ?? "") < LONGEST;
  if (!isOpen || !isYoung) {
    await caches.delete(COPY);
    return undefined;
  }
  await (await caches.open(COPY)).put(USED, new Response(JSON.stringify({ at: Date.now(), minutes })));
  return kept;
}

async function freshOrCopy(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const copy = (await copyOfSteps()) ?? (await caches.match(NO_NETWORK, { ignoreVary: true }));
    if (copy) return copy;
    throw error;
  }
}

/* The quick way out of the copy: it goes, and where there is a network again, what is kept closes too. */
async function leave() {
  await caches.delete(COPY);
  fetch(CLOSE, { redirect: "manual" }).catch(() => {});
  return Response.redirect(ELSEWHERE);
}

async function freshOrFile(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const file = await (await caches.open(FILES)).match(request, { ignoreVary: true });
    if (file) return file;
    throw error;
  }
}

/* What is sent goes straight to the network, where the browser can do that: a page that is left may still be sending. */
function passForms(event) {
  event.addRoutes?.({ condition: { requestMethod: "POST" }, source: "network" });
}

self.addEventListener("install", (event) => {
  passForms(event);
  event.waitUntil(keepFiles().then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(request.url.endsWith(LEAVE) ? leave() : freshOrCopy(request));
  else if (request.destination === "style") event.respondWith(freshOrFile(request));
});
