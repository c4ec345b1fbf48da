/* Ticks on the plan page: sent as they are made. If that does not work, the tick goes back and the page says so. */
import { send } from "./sending.js";

export function followTicks(form) {
  const count = form.closest(".item").querySelector("[data-count]");
  const said = document.createElement("p");
  said.className = "unseen";
  said.setAttribute("role", "status");
  form.append(said);

  const before = new WeakMap(); // a box that is pressed twice sends its second state after the first: the last one holds
  form.addEventListener("change", ({ target }) => {
    const wanted = target.checked;
    before.set(target, (before.get(target) ?? Promise.resolve()).then(() => tick(target, wanted)));
  });

  async function tick(box, wanted) {
    const one = new FormData();
    one.set("csrf_token", form.elements.csrf_token.value);
    one.set("on_page", box.value);
    one.set(wanted ? "done" : "was", box.value);
    try {
      const answer = await send(form.action, one, "application/json");
      if (!answer.ok) throw new Error(answer.status);
      const now = await answer.json();
      count.textContent = now.count;
      said.className = "unseen";
      said.textContent = now.says;
      document.querySelector("[data-told]")?.remove(); // it tells of something before this
      form.dispatchEvent(new CustomEvent("ticked", { bubbles: true }));
    } catch {
      box.checked = !wanted;
      said.className = "gentle";
      said.textContent = form.dataset.notSaved;
    }
  }
}
