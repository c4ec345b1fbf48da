/* A day can be typed or picked: the button opens the browser's own calendar and writes the day into the box. */

export function offerDays() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-pick]");
    if (!button) return;
    const [box, picker] = inputsBeside(button);
    if (/^\d{4}-\d{2}-\d{2}$/.test(box.value)) picker.value = box.value;
    try {
      picker.showPicker();
    } catch {
      box.focus(); // an old browser has no calendar to open: the day is typed
    }
  });
  document.addEventListener("change", (event) => {
    if (!event.target.matches?.(".day-picker") || !event.target.value) return;
    const [box] = inputsBeside(event.target);
    box.value = event.target.value;
    box.dispatchEvent(new Event("change", { bubbles: true }));
    box.focus();
  });
}

function inputsBeside(one) {
  return one.closest("[data-day]").querySelectorAll("input");
}
