/* Lets the browser keep a copy of the help page, on whatever page a visit begins: opening help leaves no more behind. */

export function keepHelp() {
  const link = document.querySelector("[data-help-worker]");
  if (!link || !("serviceWorker" in navigator)) return;
  const address = new URL(link.dataset.helpWorker, location.href);
  address.searchParams.set("language", document.documentElement.lang);
  const scope = new URL(link.href).pathname;
  navigator.serviceWorker.register(address, { scope }).catch(() => {}); // without it the page still opens online
}
