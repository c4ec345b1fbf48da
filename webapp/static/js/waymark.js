/*
 * What a script adds to pages that work without one: answers saved on the way, newly opened questions in place, ticks
 * without a reload. Nothing here decides anything: the server does.
 */
import { followQuestions } from "./questions.js";
import { followTicks } from "./ticks.js";
import { offerCopy, offerPrint, openLinkedItem } from "./small.js";

document.documentElement.classList.add("js");
document.querySelector("[data-focus]")?.focus();

const pageForm = document.querySelector("[data-turn]");
if (pageForm) followQuestions(pageForm);
for (const form of document.querySelectorAll("[data-ticks]")) followTicks(form);
offerCopy();
offerPrint();
openLinkedItem();
