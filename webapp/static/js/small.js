/* Small comforts: copy a letter, print, open the item that a link points at. */

export function offerCopy() {
  const button = document.querySelector("[data-copy]");
  const sources = [...document.querySelectorAll("[data-copy-source]")];
  if (!button || !sources.length || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const said = document.querySelector("[data-copied]");
    try {
      await navigator.clipboard.writeText(sources.map((one) => one.value).join("\n\n"));
      said.textContent = button.dataset.copy;
    } catch {
      said.textContent = button.dataset.notCopied;
    }
  });
}

export function offerPrint() {
  const words = document.querySelector("textarea[data-copy-source]");
  const paper = document.querySelector(".on-paper");
  if (words && paper) addEventListener("beforeprint", () => (paper.textContent = words.value));
  const button = document.querySelector("[data-print]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

export function openLinkedItem() {
  const open = () => {
    const target = location.hash.startsWith("#item-") ? document.getElementById(location.hash.slice(1)) : null;
    target?.closest("details.fold")?.setAttribute("open", "");
    target?.querySelector("details")?.setAttribute("open", "");
  };
  addEventListener("hashchange", open);
  open();
}
