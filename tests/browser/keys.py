"""Someone who has a keyboard and nothing else."""

from __future__ import annotations

import time

from playwright.sync_api import Page

from tests.browser.served import PATIENCE

NAMED = """() => {
  const one = document.activeElement;
  if (one === document.body) return ""; // between the last stop and the first
  const group = one.closest("fieldset")?.querySelector("legend")?.innerText ?? "";
  const told = [one.innerText, one.value, one.labels?.[0]?.innerText, group].filter(Boolean).join(" | ");
  return told.replace(/\\s+/g, " ");
}"""
SEEN = """() => {
  const one = document.activeElement;
  const drawn = [one, ...(one.labels ?? [])].some((part) => getComputedStyle(part).outlineStyle !== "none");
  const box = one.getBoundingClientRect();
  return drawn && box.bottom > 0 && box.top < innerHeight;
}"""


IS_OF = "(kind) => document.activeElement.matches(kind)"


class Keys:
    """Tab to what has a name, then a key. Whatever has the focus on the way has to show it."""

    def __init__(self, page: Page, address: str):
        self.page = page
        self.address = address

    def open(self, path: str) -> None:
        """Go to an address, as from a bookmark."""
        self.page.goto(self.address + path)

    @property
    def focused(self) -> str:
        """What a person hears of the thing that has the focus: its words, what is in it, label and group."""
        named: str = self.page.evaluate(NAMED)
        return named

    def to(self, words: str, most: int = 250, kind: str = "*") -> None:
        """Tab on until what has the focus carries these words; AssertionError if it never does."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if words in self.focused and self.page.evaluate(IS_OF, kind):
                assert self._is_seen(), f"the focus on {self.focused!r} can’t be seen"
                return
        raise AssertionError(f"Tab never comes to '{words}' on {self.page.url}")

    def _is_seen(self) -> bool:
        """Whether the focus comes into sight: the page may still scroll to it."""
        until = time.monotonic() + PATIENCE
        while not self.page.evaluate(SEEN):
            if time.monotonic() > until:
                return False
            self.page.wait_for_timeout(20)
        return True

    def press(self, words: str) -> None:
        """Tab to a button or link, press Enter, and see the page that comes."""
        self.to(words)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def press_here(self, words: str) -> None:
        """Tab to a link that may lead away, or to something that only opens, and press Enter."""
        self.to(words)
        if self.page.evaluate("document.activeElement.matches('a[href]')"):
            with self.page.expect_navigation():
                self.page.keyboard.press("Enter")
        else:
            self.page.keyboard.press("Enter")

    def tick(self, words: str) -> None:
        """Tab to a checkbox, and press the space bar."""
        self.to(words)
        self.page.keyboard.press("Space")

    def type(self, label: str, words: str) -> None:
        """Tab to a box, and type these words in place of what was in it."""
        self.to(label, kind="input, textarea")
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(words)

    def choose(self, group: str, answer: str, most: int = 20) -> None:
        """Tab into a group of radio buttons, and go down to the answer."""
        self.to(group)
        self.page.keyboard.press("Space")
        for _ in range(most):
            if answer in self.focused:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrow keys never come to '{answer}' of '{group}'")
