/* What was typed and not sent: gathered as a page closes, kept sealed by the server, and put back once after unlocking. */

const NEVER = new Set(["hidden", "password", "file", "submit", "button"]);

/* Every field of the page's forms with its place: its form's address, its name, and which of that name it is. */
function* fields() {
  const seen = new Map();
  for (const field of document.querySelectorAll("main form [name]")) {
    if (NEVER.has(field.type)) continue;
    const address = field.form.getAttribute("action") ?? "";
    const key = `${address} ${field.name}`;
    const nth = seen.get(key) ?? 0;
    seen.set(key, nth + 1);
    yield { field, place: [address, field.name, nth] };
  }
}

const isBox = (field) => field.type === "checkbox" || field.type === "radio";
const valueOf = (field) => (isBox(field) ? (field.checked ? "on" : "") : field.value);

function isChanged(field) {
  if (isBox(field)) return field.checked !== field.defaultChecked;
  if (field.options) return [...field.options].some((one) => one.selected !== one.defaultSelected);
  return field.value !== field.defaultValue;
}

export function addUnsent(form) {
  const changed = [...fields()].filter(({ field }) => isChanged(field));
  form.set("page", location.pathname);
  form.set("unsent", changed.length ? JSON.stringify(changed.map(({ field, place }) => [...place, valueOf(field)])) : "");
}

export async function putBackUnsent() {
  const link = document.querySelector("[data-unsent]");
  if (!link) return;
  const asking = new FormData();
  asking.set("csrf_token", link.dataset.token);
  asking.set("page", location.pathname);
  let waiting = [];
  try {
    const answer = await fetch(link.dataset.unsent, { method: "POST", body: asking });
    if (answer.ok) waiting = await answer.json();
  } catch {
    return; // no network: it waits on
  }
  const values = new Map(waiting.map(([address, name, nth, value]) => [`${address} ${name} ${nth}`, value]));
  let first = null;
  for (const { field, place } of fields()) {
    const value = values.get(place.join(" "));
    if (value === undefined || value === valueOf(field)) continue;
    if (isBox(field)) field.checked = value === "on";
    else field.value = value;
    field.closest("details")?.setAttribute("open", "");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    first ??= field;
  }
  if (first) say(link.dataset.says, first);
}

function say(words, field) {
  const said = document.createElement("p");
  said.className = "note note-plain";
  said.setAttribute("role", "status");
  document.getElementById("main").prepend(said);
  said.textContent = words;
  field.focus();
}
