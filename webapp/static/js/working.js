/* The plan page without reloads: the one next thing and Undo are sent in place, and the page's parts follow. */
import { awaited, send, submitterOf } from "./sending.js";
import { followTicks, forgetAnswered } from "./ticks.js";
import { putIn, typedHere } from "./unsent.js";

let asked = 0; // numbers what is asked: an answer that comes after that to a newer question tells of something before it
let shown = 0;
const main = document.getElementById("main");

const said = document.createElement("p"); // there before its words, or they would not be read out
said.className = "unseen";
said.setAttribute("role", "status");
main.after(said);

main.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-stay]")) return;
  event.preventDefault();
  awaited(() => press(form, submitterOf(event)));
});

async function press(form, submitter) {
  const body = new FormData(form);
  if (submitter?.name) body.append(submitter.name, submitter.value);
  const mine = (asked += 1);
  forgetAnswered();
  try {
    const answer = await send(form.action, body, "text/html");
    if (!answer.ok) throw new Error(answer.status);
    const html = await answer.text();
    if (mine < shown) return;
    shown = mine;
    follow(html);
    if (mine < asked) main.dispatchEvent(new CustomEvent("ticked", { bubbles: true }));
  } catch {
    form.removeAttribute("data-stay"); // the browser's own way, which also shows what is wrong
    if (!form.isConnected) main.append(form); // a newer part of the page has taken its place
    if (submitter) submitter.click();
    else form.submit();
  }
}

main.addEventListener("ticked", () => awaited(async () => {
  const mine = (asked += 1);
  try {
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
    const fresh = parts(new DOMParser().parseFromString(await answer.text(), "text/html"));
    const here = parts(document);
    if (mine < asked || !answer.ok || fresh.length !== here.length) return;
    here.forEach((one, at) => one.replaceChildren(...fresh[at].childNodes));
  } catch {
    // No network: the tick itself was kept, and the first part follows with the next page.
  }
}));

/* What follows the ticks: the next thing, and this week with how it goes. */
function parts(of) {
  return [...of.querySelectorAll("[data-part]")];
}

/*
 * The new page's main part takes the place of the old one. Items that were open stay open, what was being typed stays in its
 * box, and the line of Undo has the focus, unless someone is typing.
 */
function follow(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("main");
  if (!fresh || !parts(fresh).length) throw new Error("another page");
  const open = [...main.querySelectorAll(".item > details[open]")].map((one) => `#${one.parentElement.id} > details`);
  const folds = [...main.querySelectorAll("details.fold[open]")].map((one) => `#${one.id}`);
  const typed = typedHere();
  const isTyping = document.activeElement.matches("textarea, input[type=text]");
  main.replaceChildren(...fresh.childNodes);
  for (const one of [...open, ...folds]) main.querySelector(one)?.setAttribute("open", "");
  for (const form of main.querySelectorAll("[data-ticks]")) followTicks(form);
  const back = putIn(typed);
  const told = main.querySelector("[data-told]");
  said.textContent = told?.querySelector("p").textContent ?? "";
  ((isTyping && back) || (told?.querySelector("button") ?? told ?? main)).focus({ preventScroll: true });
  dispatchEvent(new Event("ticked")); // for the copy on this device (steps.js)
}
