/* A page of the questionnaire: each change is sent; the server saves it if it may and says which questions show now. */

const PAUSE = 350; // milliseconds of quiet before a change is sent
const TYPING_PAUSE = 1500;
const BY_TOUCH = 700; // a change so soon after a touch or click was made with it, not with the arrow keys

export function followQuestions(form) {
  const questions = form.querySelector("#questions");
  const status = form.querySelector("[data-status]");
  let waiting = 0;
  let sending = null;
  let touched = 0;
  let unsent = false;

  form.addEventListener("pointerdown", () => { touched = Date.now(); });
  form.addEventListener("change", (event) => {
    keepExclusive(event.target);
    showHelp(form, event.target, Date.now() - touched < BY_TOUCH);
    sendAfter(PAUSE);
  });
  form.addEventListener("input", (event) => {
    unsent = true;
    nameRow(event.target);
    if (event.target.matches(".box")) sendAfter(TYPING_PAUSE);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    sending?.abort();
    unsent = false;
    countTurn(form);
  });
  // Leaving by the browser's own ways: what was typed a moment ago is saved on the way out, if anything is kept.
  addEventListener("pagehide", () => {
    if (!unsent || !form.isConnected || form.elements.namedItem("carried")) return;
    unsent = false;
    countTurn(form);
    fetch(form.dataset.turn, { method: "POST", body: new FormData(form), keepalive: true }).catch(() => {});
  });

  function sendAfter(pause) {
    clearTimeout(waiting);
    waiting = setTimeout(send, pause);
  }

  async function send() {
    sending?.abort();
    sending = new AbortController();
    countTurn(form);
    try {
      const answer = await fetch(form.dataset.turn, { method: "POST", body: new FormData(form), signal: sending.signal });
      if (!answer.ok) return;
      unsent = false;
      const turn = await answer.json();
      mergeQuestions(questions, turn.html);
      status.textContent = turn.says;
    } catch {
      // No network, or a newer change is on its way: the page's own button still sends everything.
    }
  }
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
  if (needed && byTouch) form.requestSubmit(panel.querySelector("button"));
}
