/*
 * From page to page of the questionnaire without a page that was sent ever standing in the browser's history: there its
 * own Back would ask to send it again, or lose what came after. Without a network nothing is lost: the page stays.
 *
 * Answers that are kept: the page is sent, and the browser follows to where it leads. Answers that travel with the pages:
 * the next page takes the place of this one, and Back asks the server for the one before with the answers as they are now.
 */

import { submitterOf } from "./sending.js";

const PARTS = ["header.top", "main", "footer.foot"];
const GOING_ALONG = ["csrf_token", "carried", "path", "helped", "typed"];

export function movePages(arrive) {
  let here = location.pathname;
  let moving = false;

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.target === "_blank" || !isOurs(form)) return;
    event.preventDefault();
    const body = new FormData(form);
    const button = submitterOf(event);
    if (button?.name) body.append(button.name, button.value);
    move(addressOf(form), body, { form, button });
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    moving = false; // it was left by following an answer
    document.documentElement.toggleAttribute("data-moving", false);
    if (!document.querySelector("main [name=carried]")) location.reload(); // what is kept may have changed
  });
  addEventListener("popstate", () => {
    if (location.pathname === here) return;
    const page = document.querySelector("#page-form");
    const along = document.querySelector("main [name=carried]")?.form;
    if (!along) return location.reload();
    const questions = page && new URL("./", addressOf(page)).href;
    if (page && location.href.startsWith(questions)) {
      const body = new FormData(page); // what was filled in on this page goes along
      body.append("action", `to-${location.pathname.split("/").pop()}`);
      return move(addressOf(page), body);
    }
    const body = new FormData();
    for (const name of GOING_ALONG) {
      if (along.elements[name]) body.append(name, along.elements[name].value);
    }
    body.append("action", "open");
    move(location.href, body);
  });

  /* `sent` is the form and the button by which the person goes on; nothing where the browser's Back asks. */
  async function move(address, body, sent) {
    if (moving) return;
    moving = true;
    document.documentElement.toggleAttribute("data-moving", true);
    try {
      const answer = await fetch(address, { method: "POST", body });
      if (answer.redirected) await follow(answer.url);
      else if (answer.status >= 500) tellCutOff(sent);
      else if (isPage(answer)) show(await answer.text(), answer.url, Boolean(sent));
      else if (sent) sendAsUsual(sent);
    } catch {
      tellCutOff(sent);
    } finally {
      moving = false;
      document.documentElement.toggleAttribute("data-moving", false);
    }
  }

  function follow(address) {
    if (address === location.href) location.replace(address);
    else location.assign(address);
    return new Promise(() => {}); // the page goes: nothing more is to be sent from it
  }

  function show(html, address, isNew) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    for (const part of PARTS) {
      document.querySelector(part).replaceWith(document.adoptNode(fresh.querySelector(part)));
    }
    followLeave(fresh);
    for (const one of fresh.head.querySelectorAll("link[rel=stylesheet], script[src]")) addToHead(one);
    document.title = fresh.title;
    document.body.className = fresh.body.className;
    const main = document.querySelector("main");
    const there = main.dataset.here ?? new URL(address).pathname;
    if (there !== location.pathname && main.querySelector("[name=carried]")) {
      if (isNew) history.pushState(null, "", there);
      else history.replaceState(null, "", there);
    }
    here = location.pathname;
    scrollTo(0, 0);
    (main.querySelector("[data-focus]") ?? main).focus();
    arrive();
  }
}

/* The way out closes what is kept, where anything is. */
function followLeave(fresh) {
  const [here, there] = [document, fresh].map((page) => page.querySelector("[data-leave]"));
  for (const name of ["href", "data-close", "data-token", "data-unsent"]) {
    if (there.hasAttribute(name)) here.setAttribute(name, there.getAttribute(name));
    else here.removeAttribute(name);
  }
}

/* Not form.action: a button of that name hides it. */
function addressOf(form) {
  return new URL(form.getAttribute("action"), location.href).href;
}

function isOurs(form) {
  return form.matches("#page-form, [data-moves]") || Boolean(form.elements.namedItem("carried"));
}

function isPage(answer) {
  return (answer.headers.get("content-type") ?? "").startsWith("text/html") && !answer.headers.has("content-disposition");
}

/* A file to save, for example: the browser knows what to do with it. */
function sendAsUsual({ form, button }) {
  if (button?.name) {
    const pressed = document.createElement("input");
    pressed.type = "hidden";
    pressed.name = button.name;
    pressed.value = button.value;
    form.append(pressed);
    form.submit();
    pressed.remove();
  } else {
    form.submit();
  }
}

function addToHead(one) {
  const attribute = one.localName === "script" ? "src" : "href";
  const address = one.getAttribute(attribute);
  if (document.head.querySelector(`${one.localName}[${attribute}="${address}"]`)) return;
  const added = document.createElement(one.localName);
  for (const { name, value } of one.attributes) added.setAttribute(name, value);
  document.head.append(added);
}

/* Nothing came of it: the page stays with all that is on it. Help opens without a network too. */
function tellCutOff(sent) {
  sent?.form.dispatchEvent(new Event("cut-off"));
  if (sent?.button?.value === "help") {
    location.assign(document.querySelector(".help-link").href);
    return;
  }
  const says = document.querySelector("[data-cut-off-here]");
  if (!says) return;
  says.hidden = false;
  says.focus();
}
