/*
 * Opens the steps without a network, where the person asked for that. It answers for pages below /plan/ alone, and only
 * when the network does not. The copy is put in by the page (steps.js); what is too old is cleared, not shown.
 */
const COPY = "steps-copy";
const FILES = "steps-files";
const STEPS = {{ url_for("offline.steps")|tojson }};
const SHEETS = {{ sheets|tojson }};
const LONGEST = {{ days }} * 24 * 60 * 60 * 1000;

async function keepFiles() {
  const files = await caches.open(FILES);
  await files.addAll(SHEETS);
}

async function copyOfSteps() {
  const kept = await (await caches.open(COPY)).match(STEPS, { ignoreVary: true });
  if (!kept) return undefined;
  const made = Date.parse(kept.headers.get("date") ?? "");
  if (!(Date.now() - made < LONGEST)) {
    await caches.delete(COPY);
    return undefined;
  }
  return kept;
}

async function freshOrCopy(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const copy = await copyOfSteps();
    if (copy) return copy;
    throw error;
  }
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

self.addEventListener("install", (event) => event.waitUntil(keepFiles().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(freshOrCopy(request));
  else if (request.destination === "style") event.respondWith(freshOrFile(request));
});
