/*
 * Lets the browser keep the help page, and the page that says that there is no network, on whatever page a visit begins:
 * opening help leaves no more behind.
 */

export function keepHelp() {
  const link = document.querySelector("[data-help-worker]");
  if (!link || !("serviceWorker" in navigator)) return;
  const address = new URL(link.dataset.helpWorker, location.href);
  address.searchParams.set("language", document.documentElement.lang);
  // The steps are where the app starts. Pages that save as they are left stay out of reach: a worker can lose that save.
  const reach = [new URL(link.href).pathname];
  if (!document.querySelector("[data-steps-worker]")) reach.push("/plan/");
  for (const scope of reach) {
    navigator.serviceWorker.register(address, { scope }).catch(() => {}); // without it the pages still open online
  }
}
