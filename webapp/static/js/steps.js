/*
 * The copy of the steps on this device. Where it is switched on, opening the steps brings it up to date; where it is not,
 * what an earlier visit left goes, on whatever page.
 */
const COPY = "steps-copy";
const FILES = "steps-files";
const REACH = "/plan/";

export async function keepSteps() {
  if (!("serviceWorker" in navigator) || !("caches" in window)) return;
  const asked = document.querySelector("[data-steps-worker]");
  try {
    if (asked) await keep(asked.dataset.stepsWorker, asked.dataset.steps);
    else await forget();
  } catch {
    // No network, or a browser that keeps nothing: the steps open online as before.
  }
}

async function keep(worker, steps) {
  await navigator.serviceWorker.register(worker, { scope: REACH });
  const copied = await caches.has(COPY);
  if (copied && !location.pathname.startsWith(REACH)) return;
  await bringUpToDate(steps);
  addEventListener("ticked", () => bringUpToDate(steps).catch(() => {})); // a tick or a change that needed no new page
}

async function bringUpToDate(steps) {
  const fresh = await fetch(steps, { cache: "no-store" });
  const copy = await caches.open(COPY);
  if (fresh.ok) await copy.put(steps, fresh);
  else await copy.delete(steps);
  document.documentElement.dataset.stepsKept = String(fresh.ok);
}

/* Takes the copy off this device at once; for leaving and for the lock, which must not wait for an answer of the server. */
export async function forgetCopy() {
  if ("caches" in window) await caches.delete(COPY);
}

async function forget() {
  await Promise.all([COPY, FILES].map((name) => caches.delete(name)));
  for (const one of await navigator.serviceWorker.getRegistrations()) {
    if (new URL(one.scope).pathname === REACH) await one.unregister();
  }
}
