/*
 * The quick way out: the button, or the Shift key three times. The page is covered at once and replaced, so that "back"
 * skips it. Every other page of ours that shows what is kept goes too, whichever tab it is in.
 */
import { forgetCopy } from "./steps.js";
import { addUnsent } from "./unsent.js";

const TIMES = 3;
const WITHIN = 3000; // milliseconds between the first and the last press

export function offerLeave() {
  const link = document.querySelector("[data-leave]");
  if (!link) return;
  const others = "BroadcastChannel" in window ? new BroadcastChannel("waymark-leave") : null;
  let presses = [];

  function leave() {
    others?.postMessage("left");
    go();
  }
  function go() {
    document.documentElement.classList.add("left");
    document.title = " ";
    if (link.dataset.close) close();
    location.replace(link.dataset.leave);
  }
  /* Locks what is kept, with what was typed sealed beside it; leaving waits for none of it. */
  function close() {
    forgetCopy().catch(() => {});
    const closing = new FormData();
    closing.set("csrf_token", link.dataset.token);
    addUnsent(closing);
    if (navigator.sendBeacon?.(link.dataset.close, closing)) return;
    closing.delete("unsent"); // longer than a beacon may be
    navigator.sendBeacon?.(link.dataset.close, closing);
  }
  others?.addEventListener("message", go);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Shift") {
      presses = [];
    } else if (!event.repeat) {
      presses = [...presses, event.timeStamp].slice(-TIMES);
      if (presses.length === TIMES && presses[TIMES - 1] - presses[0] <= WITHIN) leave();
    }
  });
}
