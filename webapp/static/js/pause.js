/* After a pause what is kept closes in this browser. The server holds the lock; this tells a minute before, and goes there. */

const MINUTE = 60_000;
const BETWEEN_TELLING = 2 * MINUTE; // how often the server is told that someone is still here

export function closeAfterPause(box) {
  const pause = Number(box.dataset.pause) * MINUTE;
  const others = "BroadcastChannel" in window ? new BroadcastChannel("waymark-pause") : null;
  const form = box.querySelector("form");
  let used = Date.now();
  let told = used;
  let before = null;

  function use() {
    used = Date.now();
    others?.postMessage("used");
    if (used - told > BETWEEN_TELLING) tell();
    if (!box.hidden) hide();
  }
  async function tell() {
    told = Date.now();
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
      if (answer.status === 403) location.reload(); // closed meanwhile, in another tab
    } catch {
      // No network: the server closes it after the pause, and what was typed travels with the page that opens it.
    }
  }
  function hide() {
    box.hidden = true;
    before?.focus?.();
  }
  function look() {
    const rested = Date.now() - used;
    if (rested >= pause) {
      location.replace(`${box.dataset.closed}?back=${encodeURIComponent(location.pathname)}`);
    } else if (rested >= pause - MINUTE && box.hidden) {
      before = document.activeElement;
      box.hidden = false;
      box.querySelector("button").focus();
    }
  }

  for (const kind of ["pointerdown", "keydown", "input"]) addEventListener(kind, use, { passive: true });
  others?.addEventListener("message", () => {
    used = Date.now();
    if (!box.hidden) hide();
  });
  document.addEventListener("visibilitychange", look); // a phone that slept runs no clock
  setInterval(look, 5000);
}
