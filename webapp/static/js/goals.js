/*
 * The goal builder on a phone: one part at a time, with Back and Next. All parts stay in one form, and without this
 * script they stand one below the other. A part with something to put right is opened first. Until the last part, going
 * on comes first and saving second; there it is the other way round, and Enter does what comes first.
 */
const form = document.querySelector("[data-steps]");
if (form && matchMedia("(max-width: 40rem)").matches) {
  const parts = [...form.querySelectorAll("[data-step]")];
  const moves = form.querySelector("[data-step-moves]");
  const said = form.querySelector("[data-step-said]");
  const back = moves.querySelector("[data-step-back]");
  const next = moves.querySelector("[data-step-next]");
  const save = form.querySelector("[data-step-save]");
  const partOf = (id) => parts.findIndex((part) => id && part.querySelector(`#${CSS.escape(id)}`));

  const show = (at, move = true) => {
    parts.forEach((part, place) => { part.hidden = place !== at; });
    said.textContent = form.dataset.steps.replace("{n}", at + 1).replace("{all}", parts.length);
    back.hidden = at === 0;
    next.hidden = at === parts.length - 1;
    save.textContent = next.hidden ? save.dataset.last : save.dataset.early;
    save.className = next.hidden ? "button button-main" : "button-plain";
    back.onclick = () => show(at - 1);
    next.onclick = () => show(at + 1);
    if (move) {
      const heading = parts[at].querySelector("h2");
      heading.tabIndex = -1;
      heading.focus();
      heading.scrollIntoView({ block: "nearest" });
    }
  };
  const linked = partOf(location.hash.slice(1));
  const typedIn = parts.findIndex((part) => part.contains(document.activeElement)); // before this script was there
  const wrong = parts.findIndex((part) => part.querySelector("[aria-invalid], .field-error"));
  moves.hidden = said.hidden = false;
  show(Math.max(linked, typedIn, wrong, 0), false);
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || next.hidden || event.target.localName !== "input") return;
    event.preventDefault();
    next.click();
  });
  document.addEventListener("click", (event) => {
    const id = event.target.closest?.("a[href^='#']")?.hash.slice(1);
    const at = id ? partOf(id) : -1;
    if (at >= 0) show(at, false);
  });
}
