/*
 * What opens without a network. Keeps two pages as everyone sees them, the help page and the one that says that there is
 * no network, and their style sheets. Any other page is only asked for; nothing of what comes is kept, and forms go past it.
 */
const PREFIX = "help-";
const KEPT = PREFIX + "{{ number }}";
const PAGE = {{ url_for("guides.get_help")|tojson }};
const NO_NETWORK = {{ url_for("guides.no_network")|tojson }};
const SHEETS = {{ sheets|tojson }};
const PATIENCE = 4000; // milliseconds: someone in need does not wait for a slow network

const language = new URL(self.location.href).searchParams.get("language") ?? "";

async function keep() {
  const kept = await caches.open(KEPT);
  await Promise.all([PAGE, NO_NETWORK, ...SHEETS].map(async (address) => {
    // without cookies: the copy is the same for everyone and tells nothing of anyone
    const headers = language ? { "Accept-Language": language } : {};
    const answer = await fetch(address, { credentials: "omit", cache: "no-store", headers });
    if (!answer.ok) throw new Error(address);
    await kept.put(address, answer);
  }));
}

async function forgetOlder() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== KEPT).map((name) => caches.delete(name)));
}

async function freshOrKept(request, address) {
  const kept = () => caches.match(address, { ignoreVary: true });
  const fresh = fetch(request).then((answer) => (answer.status < 500 ? answer : kept().then((copy) => copy ?? answer)));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE)).then(kept);
  const first = await Promise.race([fresh.catch(kept), late]);
  return first ?? fresh;
}

async function freshOrNoNetwork(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(NO_NETWORK, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

/* What is sent goes straight to the network, where the browser can do that: a page that is left may still be sending. */
function passForms(event) {
  event.addRoutes?.({ condition: { requestMethod: "POST" }, source: "network" });
}

self.addEventListener("install", (event) => {
  passForms(event);
  event.waitUntil(keep().then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => event.waitUntil(forgetOlder()));
self.addEventListener("fetch", (event) => {
  const asked = new URL(event.request.url);
  if (event.request.method !== "GET" || asked.origin !== self.location.origin) return;
  const address = asked.pathname === PAGE ? PAGE : asked.pathname + asked.search; // a sheet's number is in its query
  if (address === PAGE || SHEETS.includes(address)) event.respondWith(freshOrKept(event.request, address));
  else if (event.request.mode === "navigate") event.respondWith(freshOrNoNetwork(event.request));
});
