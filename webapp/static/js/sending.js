/*
 * What was pressed or ticked is sent even where the person goes on before the answer is there: the request outlives its
 * page. While an answer is awaited the page is marked so.
 */
let awaited = 0;

export async function send(address, body, accept) {
  mark(1);
  try {
    return await fetch(address, { method: "POST", body, keepalive: true, headers: { Accept: accept } });
  } finally {
    mark(-1);
  }
}

function mark(more) {
  awaited += more;
  document.documentElement.toggleAttribute("data-moving", awaited > 0);
}
