/* The plan page without reloads: the one next thing and Undo are sent in place, and the page's parts follow. */
import { awaited, send } from "./sending.js";
import { followTicks } from "./ticks.js";

const main = document.getElementById("main");

const said = document.createElement("p"); // there before its words, or they would not be read out
said.className = "unseen";
said.setAttribute("role", "status");
main.after(said);

main.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-stay]")) return;
  event.preventDefault();
  const body = new FormData(form, event.submitter);
  try {
    const answer = await send(form.action, body, "text/html");
    if (!answer.ok) throw new Error(answer.status);
    follow(await answer.text());
  } catch {
    form.removeAttribute("data-stay"); // the browser's own way, which also shows what is wrong
    form.requestSubmit(event.submitter);
  }
});

main.addEventListener("ticked", () => awaited(async () => {
  try {
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
    const fresh = parts(new DOMParser().parseFromString(await answer.text(), "text/html"));
    const here = parts(document);
    if (answer.ok && fresh.length === here.length) here.forEach((one, at) => one.replaceChildren(...fresh[at].childNodes));
  } catch {
    // No network: the tick itself was kept, and the first part follows with the next page.
  }
}));

/* What follows the ticks: the next thing, and this week with how it goes. */
function parts(of) {
  return [...of.querySelectorAll("[data-part]")];
}

/* The new page's main part takes the place of the old one; items that were open stay open, and the line of Undo has the focus. */
function follow(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("main");
  if (!fresh || !parts(fresh).length) throw new Error("another page");
  const open = [...main.querySelectorAll(".item > details[open]")].map((one) => `#${one.parentElement.id} > details`);
  const folds = [...main.querySelectorAll("details.fold[open]")].map((one) => `#${one.id}`);
  main.replaceChildren(...fresh.childNodes);
  for (const one of [...open, ...folds]) main.querySelector(one)?.setAttribute("open", "");
  for (const form of main.querySelectorAll("[data-ticks]")) followTicks(form);
  const told = main.querySelector("[data-told]");
  said.textContent = told?.querySelector("p").textContent ?? "";
  (told?.querySelector("button") ?? told ?? main).focus({ preventScroll: true });
  dispatchEvent(new Event("ticked")); // for the copy on this device (steps.js)
}
