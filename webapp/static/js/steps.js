/*
 * The copy of the steps on this device. Where it is switched on, opening the steps brings it up to date; where it is not,
 * what an earlier visit left goes, on whatever page. It closes after the same pause as all else here, even where no page of
 * ours is open to see that: so it is noted beside it when it was last used.
 */
const COPY = "steps-copy";
const FILES = "steps-files";
const REACH = "/plan/";
const USED = "/plan/copy-used";
let forgotten = false; // on this page; what was still on its way may not bring the copy back

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
  if (copied) await noteUse();
  if (copied && !location.pathname.startsWith(REACH)) return;
  await bringUpToDate(steps);
  addEventListener("ticked", () => bringUpToDate(steps).catch(() => {})); // a tick or a change that needed no new page
}

async function bringUpToDate(steps) {
  const fresh = await fetch(steps, { cache: "no-store" });
  if (forgotten) return;
  const copy = await caches.open(COPY);
  if (fresh.ok) await copy.put(steps, fresh);
  else await copy.delete(steps);
  await noteUse();
  if (forgotten) await forgetCopy();
  document.documentElement.dataset.stepsKept = String(fresh.ok);
}

/* Someone is here: the pause begins anew for the copy too. */
export async function noteUse() {
  const pause = document.body.dataset.stepsPause;
  if (pause === undefined || forgotten || !("caches" in window) || !(await caches.has(COPY))) return;
  await (await caches.open(COPY)).put(USED, new Response(JSON.stringify({ at: Date.now(), minutes: Number(pause) })));
}

/* Takes the copy off this device at once; for leaving and for the lock, which must not wait for an answer of the server. */
export async function forgetCopy() {
  forgotten = true;
  if ("caches" in window) await caches.delete(COPY);
}

async function forget() {
  await Promise.all([COPY, FILES].map((name) => caches.delete(name)));
  for (const one of await navigator.serviceWorker.getRegistrations()) {
    const ours = one.active?.scriptURL.includes("steps-worker");
    if (ours && new URL(one.scope).pathname === REACH) await one.unregister();
  }
}
