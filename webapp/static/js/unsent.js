/*
 * What was typed and not sent: gathered as a page closes, kept sealed by the server, and put back after unlocking. The
 * server forgets it once it is told that it is back.
 */

const NEVER = new Set(["hidden", "password", "file", "submit", "button"]);

const kept = new WeakMap(); // field -> what the server has of it, where that is newer than the page

/*
 * Every field of the page's forms with its place: its form's address, its name (of boxes with their value, since others may
 * stand there by then), and which of that name it is. Ticks are none of them: each is sent as it is made.
 */
function* fields() {
  const seen = new Map();
  for (const field of document.querySelectorAll("main form:not([data-ticks]) [name]")) {
    if (NEVER.has(field.type) || field.matches(".code-box")) continue; // a code is kept nowhere
    const address = field.form.getAttribute("action") ?? "";
    const name = isBox(field) ? `${field.name}=${field.value}` : field.name;
    const key = `${address} ${name}`;
    const nth = seen.get(key) ?? 0;
    seen.set(key, nth + 1);
    yield { field, place: [address, name, nth] };
  }
}

const isBox = (field) => field.type === "checkbox" || field.type === "radio";
const valueOf = (field) => (isBox(field) ? (field.checked ? "on" : "") : field.value);

/* Of circles where one is chosen, all count as changed or none: what is kept of them would not fit together else. */
export function isChanged(field) {
  if (field.type === "radio") {
    const group = [...field.form.elements].filter((one) => one.type === "radio" && one.name === field.name);
    return group.some((one) => valueOf(one) !== (kept.get(one) ?? (one.defaultChecked ? "on" : "")));
  }
  if (kept.has(field)) return valueOf(field) !== kept.get(field);
  if (isBox(field)) return field.checked !== field.defaultChecked;
  if (field.options) return field.selectedIndex !== Math.max([...field.options].findIndex((one) => one.defaultSelected), 0);
  return field.value !== field.defaultValue;
}

/* What stands in these fields now is saved: from here on it is not what was typed and not sent. */
export function isKept(ones) {
  for (const one of ones) kept.set(one, valueOf(one));
}

/* What is typed on this page and not sent: each field's place, and what is in it. */
export function typedHere() {
  return [...fields()].filter(({ field }) => isChanged(field)).map(({ field, place }) => [...place, valueOf(field)]);
}

/* Puts this into the fields of the page that have these places; gives the first that took something. */
export function putIn(typed) {
  const values = new Map(typed.map(([address, name, nth, value]) => [`${address} ${name} ${nth}`, value]));
  let first = null;
  for (const { field, place } of fields()) {
    const value = values.get(place.join(" "));
    if (value === undefined || value === valueOf(field)) continue;
    if (isBox(field)) field.checked = value === "on";
    else field.value = value;
    field.closest("details")?.setAttribute("open", "");
    for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    first ??= field;
  }
  return first;
}

export function addUnsent(form) {
  const typed = typedHere();
  form.set("page", location.pathname);
  form.set("unsent", typed.length ? JSON.stringify(typed) : "");
}

/*
 * What is typed on a page that is left by another way than its button is kept too: browsers would keep it by themselves, but
 * on a device that others use too. The questionnaire saves on its way by itself.
 */
export function holdUnsent() {
  const link = document.querySelector("[data-unsent]");
  if (!link || document.querySelector("[data-turn]")) return;
  let sent = false;
  addEventListener("submit", (event) => { sent = !event.defaultPrevented; });
  addEventListener("input", () => { sent = false; });
  addEventListener("pagehide", () => {
    const { classList } = document.documentElement;
    if (sent || classList.contains("left") || classList.contains("closed") || !hasWords()) return;
    const typed = new FormData();
    typed.set("csrf_token", link.dataset.token);
    addUnsent(typed);
    fetch(link.dataset.unsent, { method: "POST", body: typed, keepalive: true }).catch(() => {});
  });
}

/* Whether someone has written something that would be missed; what they look for is not. */
function hasWords() {
  const boxes = document.querySelectorAll("main form:not([role=search]) :is(textarea, input[type=text]):not(.code-box)");
  return [...boxes].some((box) => box.name && box.value.trim() && isChanged(box));
}

/* Whether the page was there before: what was typed on it may have been on its way when it was asked for. */
function isSeenAgain() {
  return ["reload", "back_forward"].includes(performance.getEntriesByType("navigation")[0]?.type);
}

export async function putBackUnsent() {
  const link = document.querySelector("[data-unsent]");
  if (!link || !("waits" in link.dataset || isSeenAgain())) return;
  const asking = new FormData();
  asking.set("csrf_token", link.dataset.token);
  asking.set("page", location.pathname);
  const ask = () => fetch(link.dataset.unsent, { method: "POST", body: asking, keepalive: true });
  try {
    const answer = await ask();
    if (!answer.ok) return;
    const { mark, fields: typed } = await answer.json();
    const first = putIn(typed);
    if (first) say(link.dataset.says, first);
    asking.set("is_back", mark);
    await ask();
  } catch {
    // No network: it waits on.
  }
}

function say(words, field) {
  const said = document.createElement("p");
  said.className = "note note-plain";
  said.setAttribute("role", "status");
  document.getElementById("main").prepend(said);
  said.textContent = words;
  field.focus();
}
