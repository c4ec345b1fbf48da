/*
 * Ticks on the plan page: sent as they are made. If that does not work, the tick goes back and the page says so. Each send
 * has a number: the server passes over one that comes after a newer one of the same step.
 */
import { awaited, send } from "./sending.js";

const sheet = [...crypto.getRandomValues(new Uint8Array(8))].map((one) => one.toString(16).padStart(2, "0")).join("");
const left = new Map(); // by step: how its box was left (wanted), what was sent of it, and whether that is answered
let turn = 0;

export function followTicks(form) {
  const said = document.createElement("p");
  said.className = "unseen";
  said.setAttribute("role", "status");
  said.dataset.tickSaid = "";
  form.append(said);
  for (const box of form.querySelectorAll("[name=done]")) {
    const one = left.get(box.value);
    if (one) {
      box.checked = one.wanted; // this part of the page is newer than the press, and older than its answer
      one.box = box;
    } else if (box.checked !== box.defaultChecked) {
      sendEarly({ box, wanted: box.checked, sent: box.defaultChecked });
    }
  }
  form.addEventListener("change", ({ target }) => {
    const one = left.get(target.value);
    if (one && !one.answered) one.wanted = target.checked;
    else awaited(() => follow({ box: target, wanted: target.checked }));
  });
}

// A box that was pressed again before its answer came: how it was left is sent before the page is gone.
addEventListener("pagehide", () => {
  for (const one of left.values()) {
    if (one.wanted !== one.sent) send(one.box.form.action, body(one.box, one.wanted), "application/json").catch(() => {});
  }
});

/* Pressed before this script was there: sent once all scripts are, as one of them shows what follows. */
function sendEarly(one) {
  left.set(one.box.value, one);
  awaited(async () => {
    if (document.readyState !== "complete") await new Promise((go) => addEventListener("load", go, { once: true }));
    await follow(one);
  });
}

/* One answer at a time, in order: how a box was left is the last that is sent. */
async function follow(one) {
  const step = one.box.value;
  left.set(step, one);
  do {
    one.sent = one.wanted;
    await tick(one);
  } while (one.wanted !== one.sent);
  one.answered = true;
}

/* What is asked for from now on knows of these ticks. */
export function forgetAnswered() {
  for (const [step, one] of left) {
    if (one.answered) left.delete(step);
  }
}

async function tick(one) {
  try {
    const answer = await send(one.box.form.action, body(one.box, one.sent), "application/json");
    if (answer.status === 403) return location.reload(); // closed in another tab: there it can be opened
    if (!answer.ok) throw new Error(answer.status);
    const now = await answer.json();
    const { box } = one;
    // The plan was changed elsewhere, and has this step no more.
    if (now.ticked.includes(box.value) !== one.sent) return location.reload();
    box.closest(".item").querySelector("[data-count]").textContent = now.count;
    tell(box.form, "unseen", now.says);
    document.querySelector("[data-told]")?.remove(); // it tells of something before this
    document.getElementById("main").dispatchEvent(new CustomEvent("ticked", { bubbles: true }));
  } catch {
    one.wanted = one.sent = one.box.checked = !one.sent;
    tell(one.box.form, "gentle", one.box.form.dataset.notSaved);
  }
}

function tell(form, looks, words) {
  const said = form.querySelector("[data-tick-said]");
  said.className = looks;
  said.textContent = words;
}

function body(box, wanted) {
  const one = new FormData();
  one.set("csrf_token", box.form.elements.csrf_token.value);
  one.set("on_page", box.value);
  one.set(wanted ? "done" : "was", box.value);
  one.set("sheet", sheet);
  one.set("turn", turn += 1);
  return one;
}
