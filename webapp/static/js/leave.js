/* The quick way out: the button, or the Shift key three times. The page is covered at once and replaced, so that "back" skips it. */

const TIMES = 3;
const WITHIN = 3000; // milliseconds between the first and the last press

export function offerLeave() {
  const link = document.querySelector("[data-leave]");
  if (!link) return;
  let presses = [];

  function leave() {
    document.documentElement.classList.add("left");
    document.title = " ";
    if (link.dataset.close) {
      const closing = new FormData();
      closing.set("csrf_token", link.dataset.token);
      navigator.sendBeacon?.(link.dataset.close, closing); // locks what is kept; leaving does not wait for it
    }
    location.replace(link.href);
  }
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
