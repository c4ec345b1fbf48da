/*
 * What a script adds to pages that work without one: answers saved on the way, newly opened questions in place, ticks
 * without a reload. Nothing here decides anything: the server does.
 */
import { offerDays } from "./days.js";
import { keepHelp } from "./help.js";
import { offerLeave } from "./leave.js";
import { closeAfterPause } from "./pause.js";
import { movePages } from "./moving.js";
import { followQuestions } from "./questions.js";
import { followTicks } from "./ticks.js";
import { keepSteps } from "./steps.js";
import { offerCopy, offerPrint, openLinkedItem } from "./small.js";
import { holdUnsent, putBackUnsent } from "./unsent.js";

document.documentElement.classList.add("js");
offerLeave();
document.querySelector("[data-focus]")?.focus();

/* What a page needs that has just come, whether the browser opened it or it took the place of another one. */
function arrive() {
  const pageForm = document.querySelector("[data-turn]");
  if (pageForm) followQuestions(pageForm);
  for (const form of document.querySelectorAll("[data-ticks]")) followTicks(form);
  offerCopy();
  offerPrint();
  openLinkedItem();
}

arrive();
movePages(arrive);
offerDays();
keepHelp();
keepSteps();
putBackUnsent();
holdUnsent();

const pause = document.querySelector("[data-pause]");
if (pause) closeAfterPause(pause);
