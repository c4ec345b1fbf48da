/* Ticks on the plan page: sent as they are made. If that does not work, the tick goes back and the page says so. */
import { awaited, send } from "./sending.js";

export function followTicks(form) {
  const count = form.closest(".item").querySelector("[data-count]");
  const said = document.createElement("p");
  said.className = "unseen";
  said.setAttribute("role", "status");
  form.append(said);

  const sent = new Map(); // by box: the state that is on its way to the server
  form.addEventListener("change", ({ target }) => {
    if (!sent.has(target)) awaited(() => follow(target));
  });
  // A box that was pressed again before its answer came: how it was left is sent before the page is gone.
  addEventListener("pagehide", () => {
    for (const [box, state] of sent) {
      if (box.checked !== state) send(form.action, body(box, box.checked), "application/json").catch(() => {});
    }
  });

  /* One answer at a time, in order: how a box was left is the last that is sent. */
  async function follow(box) {
    do {
      sent.set(box, box.checked);
      await tick(box, box.checked);
    } while (box.checked !== sent.get(box));
    sent.delete(box);
  }

  async function tick(box, wanted) {
    try {
      const answer = await send(form.action, body(box, wanted), "application/json");
      if (!answer.ok) throw new Error(answer.status);
      const now = await answer.json();
      count.textContent = now.count;
      said.className = "unseen";
      said.textContent = now.says;
      document.querySelector("[data-told]")?.remove(); // it tells of something before this
      form.dispatchEvent(new CustomEvent("ticked", { bubbles: true }));
    } catch {
      box.checked = !wanted;
      sent.set(box, !wanted);
      said.className = "gentle";
      said.textContent = form.dataset.notSaved;
    }
  }

  function body(box, wanted) {
    const one = new FormData();
    one.set("csrf_token", form.elements.csrf_token.value);
    one.set("on_page", box.value);
    one.set(wanted ? "done" : "was", box.value);
    return one;
  }
}
