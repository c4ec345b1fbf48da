/* A page of the questionnaire: each change is sent; the server saves it if it may and says which questions show now. */
import { isChanged, isKept } from "./unsent.js";

const PAUSE = 350; // milliseconds of quiet before a change is sent
const TYPING_PAUSE = 1500;

export function followQuestions(form) {
  const questions = form.querySelector("#questions");
  const status = form.querySelector("[data-status]");
  let waiting = 0;
  let sending = null;
  let byTouch = false; // not with the arrow keys, which pass over answers
  let changes = 0;
  let saved = 0; // how many of them the server has
  let told = ""; // what was just done here, to be said with the server's answer

  form.addEventListener("pointerdown", () => { byTouch = true; });
  form.addEventListener("keydown", () => { byTouch = false; });
  form.addEventListener("change", (event) => {
    count(changes + 1, saved);
    keepExclusive(event.target);
    sendAfter(PAUSE);
    showHelp(form, event.target, byTouch);
  });
  form.addEventListener("input", (event) => {
    count(changes + 1, saved);
    nameRow(event.target);
    if (event.target.matches(".box")) sendAfter(TYPING_PAUSE);
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest(".take-back");
    if (!button) return;
    event.preventDefault();
    if (takeBack(button.closest(".question"))) told = status.dataset.takenBack;
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    sending?.abort();
    count(changes, changes);
    countTurn(form);
  });
  form.addEventListener("cut-off", () => count(changes + 1, saved)); // it was sent, and did not arrive
  // Leaving by the browser's own ways: what was typed a moment ago is saved on the way out, if anything is kept.
  addEventListener("pagehide", () => {
    if (saved === changes || !form.isConnected || form.elements.namedItem("carried")) return;
    count(changes, changes);
    countTurn(form);
    fetch(form.dataset.turn, { method: "POST", body: new FormData(form), keepalive: true }).catch(() => {});
  });
  // A phone that changes to something else may never come back to this page, and says nothing more.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || saved === changes || !form.isConnected) return;
    clearTimeout(waiting);
    send();
  });
  takeEarly();

  /* What was chosen or typed before this script was there. */
  function takeEarly() {
    const early = fieldsOf(form).filter(isChanged);
    if (!early.length) return;
    count(changes + 1, saved);
    for (const one of early) {
      nameRow(one);
      if (one.checked) showHelp(form, one, false);
    }
    sendAfter(PAUSE);
  }

  function sendAfter(pause) {
    clearTimeout(waiting);
    waiting = setTimeout(send, pause);
  }

  /* While something is not saved the page is marked so. */
  function count(made, kept) {
    changes = made;
    saved = kept;
    document.documentElement.toggleAttribute("data-unsaved", saved < changes);
  }

  async function send() {
    sending?.abort();
    sending = new AbortController();
    const sent = changes;
    countTurn(form);
    const asked = { method: "POST", body: new FormData(form), signal: sending.signal, keepalive: document.hidden };
    try {
      const answer = await fetch(form.dataset.turn, asked);
      if (!answer.ok) return;
      const turn = await answer.json();
      count(changes, Math.max(saved, sent));
      if (saved < changes) return; // what opens or goes by now is told by the answer to the newer change
      if (turn.saved) isKept(fieldsOf(form));
      mergeQuestions(questions, turn.html);
      status.textContent = `${told} ${turn.says}`.trim();
      told = "";
    } catch {
      // No network, or a newer change is on its way: the page's own button still sends everything.
    }
  }
}

function fieldsOf(form) {
  return [...form.querySelectorAll("input:not([type=hidden]), select, textarea")];
}

/* Numbers what this page sends: the server passes over a save that comes after a newer one. */
function countTurn(form) {
  const turn = form.elements.namedItem("turn");
  turn.value = Number(turn.value) + 1;
}

/* Puts in what is new and takes out what no longer applies; questions that stay are not touched, nor is the focus. */
function mergeQuestions(box, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const wanted = new Set([...fresh.querySelectorAll("[data-question]")].map((one) => one.dataset.question));
  const present = new Map([...box.querySelectorAll("[data-question]")].map((one) => [one.dataset.question, one]));
  for (const [name, one] of present) {
    if (!wanted.has(name)) one.remove();
  }
  for (const list of fresh.querySelectorAll("[data-list]")) {
    const home = box.querySelector(`[data-list="${list.dataset.list}"]`);
    if (!home) continue;
    let before = null;
    for (const one of list.querySelectorAll("[data-question]")) {
      let here = present.get(one.dataset.question);
      if (!here) {
        here = document.importNode(one, true);
        here.classList.add("question-new");
        if (before) before.after(here);
        else home.prepend(here);
      } else if (optionsOf(here) !== optionsOf(one)) {
        const newer = document.importNode(one, true); // it offers what was chosen in another question
        here.replaceWith(newer);
        here = newer;
      }
      before = here;
    }
  }
}

function optionsOf(question) {
  return [...question.querySelectorAll("input[type=radio]")].map((one) => one.value).join();
}

/* "Skill 2: Excel": a row is called by what is typed into its first box. */
function nameRow(box) {
  const row = box.closest("[data-row]");
  if (!row || box.name !== row.dataset.row) return;
  const called = row.querySelector("[data-row-name]");
  const name = box.value.trim();
  called.textContent = name ? `${called.dataset.rowName}: ${name}` : called.dataset.rowName;
}

/* Circles have no empty state of their own to go back to. The focus stays with the question, as its button goes. */
function takeBack(question) {
  const chosen = question.querySelector("input:checked");
  question.querySelector(".choices input").focus();
  if (!chosen) return false;
  chosen.checked = false;
  chosen.dispatchEvent(new Event("input", { bubbles: true }));
  chosen.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

/* "None of these" goes alone. The server holds this too. */
function keepExclusive(input) {
  if (input.type !== "checkbox" || !input.checked) return;
  const group = input.closest(".choices");
  for (const other of group?.querySelectorAll("input:checked") ?? []) {
    if (other !== input && (input.hasAttribute("data-exclusive") || other.hasAttribute("data-exclusive"))) other.checked = false;
  }
}

/* "I do not feel safe" opens the help page at once; with the arrow keys, which pass over answers, it shows the way first. */
function showHelp(form, input, byTouch) {
  const panel = input.closest(".question")?.querySelector("[data-help-when]");
  if (!panel) return;
  const needed = input.checked && input.value === panel.dataset.helpWhen;
  panel.hidden = !needed;
  if (needed && byTouch) panel.querySelector("button").click();
}
