/* A day can be typed or picked: the button opens the browser's own calendar and writes the day into the box. */

const SAMPLE = "2026-03-03"; // the day in data-day, as the server writes it
const chosen = new WeakMap(); // picker -> the day that was picked last, and the words for it

export function offerDays() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-pick]");
    if (!button) return;
    const [box, picker] = inputsBeside(button);
    picker.value = dayIn(box, picker);
    try {
      picker.showPicker();
    } catch {
      box.focus(); // an old browser has no calendar to open: the day is typed
    }
  });
  document.addEventListener("change", (event) => {
    const picker = event.target;
    if (!picker.matches?.(".day-picker") || !picker.value) return;
    const [box] = inputsBeside(picker);
    box.value = inWords(picker.value, box.parentElement.dataset.day);
    chosen.set(picker, { day: picker.value, words: box.value });
    box.dispatchEvent(new Event("change", { bubbles: true }));
    box.focus();
  });
}

/* The day at which the calendar opens; none for words that were typed since, as only the server reads those. */
function dayIn(box, picker) {
  if (/^\d{4}-\d{2}-\d{2}$/.test(box.value)) return box.value;
  if (box.value === box.defaultValue) return picker.defaultValue;
  return box.value === chosen.get(picker)?.words ? chosen.get(picker).day : "";
}

/* `6 March 2026`, where the browser writes days as the server does, which reads its own words again; else 2026-03-06. */
function inWords(day, sample) {
  for (const locale of [document.documentElement.lang, "en-GB"]) {
    const words = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
    if (spaced(words.format(new Date(SAMPLE))) === spaced(sample)) return words.format(new Date(day));
  }
  return day;
}

/* Languages and browsers differ in which kind of space they write; the server reads all alike. */
function spaced(words) {
  return words.replace(/\s/g, " ");
}

function inputsBeside(one) {
  return one.closest("[data-day]").querySelectorAll("input");
}
