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
  const sources = document.querySelectorAll("[data-copy-source]");
  const papers = document.querySelectorAll(".on-paper"); // one for each of them, in the same order
  addEventListener("beforeprint", () => papers.forEach((paper, at) => (paper.textContent = sources[at].value)));
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
