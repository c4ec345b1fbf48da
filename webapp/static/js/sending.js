/*
 * What was pressed or ticked is sent even where the person goes on before the answer is there: the request outlives its
 * page. While an answer is awaited the page is marked so.
 */
let waits = 0;

export function send(address, body, accept) {
  return awaited(() => fetch(address, { method: "POST", body, keepalive: true, headers: { Accept: accept } }));
}

/* The button that a form is sent by, also where the browser does not name it (Safari before 15.4). */
let pressed = null;
addEventListener("click", (event) => { pressed = event.target.closest?.("button") ?? null; }, true);

export function submitterOf(event) {
  return event.submitter ?? (pressed?.form === event.target ? pressed : null);
}

/* Marks the page as waiting until this work is done. */
export async function awaited(work) {
  mark(1);
  try {
    return await work();
  } finally {
    mark(-1);
  }
}

function mark(more) {
  waits += more;
  document.documentElement.toggleAttribute("data-moving", waits > 0);
}
