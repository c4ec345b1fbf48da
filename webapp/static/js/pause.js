/* After a pause what is kept closes in this browser. The server holds the lock; this tells a minute before, and goes there. */
import { forgetCopy, noteUse } from "./steps.js";
import { addUnsent } from "./unsent.js";

const MINUTE = 60_000;
const LOCKED = 204; // what the server says once it is locked
const BETWEEN_TELLING = 2 * MINUTE; // how often the server is told that someone is still here

export function closeAfterPause(box) {
  const pause = Number(box.dataset.pause) * MINUTE;
  const others = "BroadcastChannel" in window ? new BroadcastChannel("waymark-pause") : null;
  const form = box.querySelector("form");
  const cutOff = box.querySelector("[data-cut-off]");
  const lockedPage = `${box.dataset.closed}?back=${encodeURIComponent(location.pathname + location.search)}`;
  let used = Date.now();
  let told = used;
  let before = null;
  let closing = false;

  function use() {
    if (closing) return;
    used = Date.now();
    others?.postMessage("used");
    if (used - told > BETWEEN_TELLING) tell();
    if (!box.hidden) hide();
  }
  async function tell() {
    told = Date.now();
    noteUse().catch(() => {});
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
      if (answer.status === 403 && !closing) close(); // closed meanwhile, in another tab
    } catch {
      // No network: the server closes it after the pause, and what was typed travels with the page that opens it.
    }
  }
  function hide() {
    box.hidden = true;
    before?.focus?.();
  }
  /*
   * The page goes, with what was typed and not sent kept sealed. Where no answer of ours says that it is locked, the page
   * stays covered until one does. An answer that refuses may refuse again: then it can be locked without what was typed.
   */
  async function close() {
    closing = true;
    document.documentElement.classList.add("closed");
    forgetCopy().catch(() => {});
    const typed = new FormData(form);
    addUnsent(typed);
    const answer = await fetch(box.dataset.closed, { method: "POST", body: typed }).catch(() => null);
    if (answer?.status === LOCKED) {
      location.replace(lockedPage);
      return;
    }
    for (const one of form.children) one.hidden = one !== cutOff;
    const why = answer ? "refused" : "no-network";
    for (const one of cutOff.querySelectorAll("[data-when]")) one.hidden = one.dataset.when !== why;
    box.setAttribute("aria-labelledby", why);
    box.hidden = false;
    cutOff.querySelector("button").focus();
  }
  function look() {
    if (closing) return;
    if (document.querySelector("main [name=carried]")) { // nothing is kept any more, so there is nothing to close
      box.hidden = true;
      used = Date.now();
      return;
    }
    const rested = Date.now() - used;
    if (rested >= pause) {
      close();
    } else if (rested >= pause - MINUTE && box.hidden) {
      before = document.activeElement;
      box.hidden = false;
      box.querySelector("button").focus();
    }
  }

  cutOff.querySelector("button").addEventListener("click", close);
  cutOff.querySelector("a").href = lockedPage;
  for (const kind of ["pointerdown", "keydown", "input"]) addEventListener(kind, use, { passive: true });
  others?.addEventListener("message", () => {
    used = Date.now();
    if (!box.hidden && !closing) hide();
  });
  document.addEventListener("visibilitychange", look); // a phone that slept runs no clock
  addEventListener("pageshow", (event) => { if (event.persisted) tell(); }); // a page that the browser had kept for "back"
  setInterval(look, 5000);
}
