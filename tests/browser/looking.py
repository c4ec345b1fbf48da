"""What is looked for on an open page: WCAG 2.2 A and AA by axe, and what axe can't see.

Each function gives what is wrong, in words; an empty list is a page that is right.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

THEMES = ("light", "dark")
WIDTHS = (320, 360, 768, 1280)
ENDS = (320, 1280)
"""Widths at which every rule is run: between them names, roles and colours are the same. Dark is looked at
in the first.
"""
OF_LAYOUT = ["target-size", "link-in-text-block", "scrollable-region-focusable"]
"""What the widths between can change."""
SHORT = {"width": 320, "height": 256}
"""What a window of 1280 x 1024 px leaves at 400 % zoom (WCAG 1.4.10)."""
HEIGHT = 800
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]
"""What a theme can change."""
FIND = """(only) => axe.run(document, {runOnly: only, resultTypes: ["violations"]}).then((found) =>
  found.violations.map((one) => one.id + ": " + one.nodes[0].html.slice(0, 99) +
  one.nodes[0].failureSummary))"""
OPEN = """() => document.querySelectorAll("details").forEach((one) => one.open = true)"""
CUT = """() => {
  const page = document.documentElement;
  const said = [];
  if (page.scrollWidth > innerWidth) {
    for (const one of document.querySelectorAll("body *")) {
      const over = one.getBoundingClientRect().right > innerWidth + 1;
      if (over) said.push("wider than the page: " + one.outerHTML.slice(0, 120));
    }
    if (!said.length) said.push("wider than the page");
  }
  const read = "button, a, label, h1, h2, h3, h4, summary, legend, p, li, dd, dt, td, th";
  for (const one of document.querySelectorAll(read)) {
    const style = getComputedStyle(one);
    if (one.closest(".unseen")) continue;
    const across = style.overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1;
    const down = style.overflowY === "hidden" && one.scrollHeight > one.clientHeight + 1;
    if (across || down) said.push("cut off: " + one.outerHTML.slice(0, 120));
  }
  return said.slice(0, 4);
}"""
TOO_SMALL = """() => [...document.querySelectorAll("button, summary, input, select, textarea, a")].filter(
(one) => {
  const inText = "p, .hint, .sources, .resources, .checked, dd, .note-error, .unseen, .steps, .skip-link";
  if (one.closest(inText)) return false;
  if (one.matches("a:not([class]), .unseen") || one.type === "hidden" || one.tabIndex < 0) return false;
  // a label can be touched
  if (one.matches("input") && one.labels?.length && one.type !== "text") return false;
  const box = one.getBoundingClientRect();
  return box.width > 0 && box.height > 0 && box.height < 43.5;
}).map((one) => "too low to touch: " + one.outerHTML.slice(0, 140)).slice(0, 4)"""
COVERED = """() => {
  const said = [];
  const stays = [...document.querySelectorAll("body *")].filter((one) =>
    ["fixed", "sticky"].includes(getComputedStyle(one).position) && one.checkVisibility());
  for (const one of stays) {
    const box = one.getBoundingClientRect();
    const share = (box.width * box.height) / (innerWidth * innerHeight);
    if (share > 0.25 && !one.matches("[role=alertdialog]")) {
      said.push(`${Math.round(share * 100)} % of the window is covered by: ` + one.outerHTML.slice(0, 120));
    }
  }
  const stops = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  for (const one of document.querySelectorAll(stops)) {
    if (!one.checkVisibility() || one.disabled || one.tabIndex < 0) continue;
    one.focus();
    if (document.activeElement !== one) continue;
    const drawn = one.labels?.length && one.matches("[type=radio], [type=checkbox]") ? one.labels[0] : one;
    const seen = [one, drawn].some((part) => [...part.getClientRects()].some((box) => {
      const top = Math.max(box.top, 0);
      const height = Math.min(box.bottom, innerHeight) - top;
      if (height <= 0) return false;
      return [0.5, 0.1, 0.9].some((x) => [0.5, 0.15, 0.85].some((y) => {
        const at = document.elementFromPoint(box.left + x * box.width, top + y * height);
        return at && (part.contains(at) || at.contains(part) && !stays.some((it) => it.contains(at)));
      }));
    }));
    if (!seen) said.push("hidden while it has the focus: " + one.outerHTML.slice(0, 120));
  }
  scrollTo(0, 0);
  return said.slice(0, 4);
}"""
SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""
"""What a reader may set (WCAG 1.4.12)."""
TWICE = {"fontSizes": {"standard": 32, "fixed": 26}}
"""Letters twice as large and nothing else, as a browser's own setting makes them (WCAG 1.4.4)."""
ONCE = {"fontSizes": {"standard": 16, "fixed": 13}}
UNMARKED = """() => [...document.querySelectorAll("button, a[class], summary, .choice label, .box")]
.filter((one) => {
  if (!one.checkVisibility() || one.closest(".unseen, .skip-link")) return false;
  const style = getComputedStyle(one);
  const bordered = ["Top", "Bottom", "Left"].some((side) =>
    style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) > 0);
  const sign = [...one.children, one].some((part) => ["::before", "::after", "::marker"].some((at) =>
    !["none", "normal"].includes(getComputedStyle(part, at).content)));
  const marked = bordered || style.textDecorationLine !== "none" || style.display === "list-item"
    || (one.matches("summary") && sign);
  const coloured = one.matches("a[href]") && style.color !== getComputedStyle(document.body).color;
  return !marked && !coloured && !one.matches("[aria-current]");
}).map((one) => "nothing but a colour marks: " + one.outerHTML.slice(0, 120)).slice(0, 4)"""
FAINT = """() => {
  const canvas = getComputedStyle(document.body).backgroundColor;
  return [...document.querySelectorAll(".chart svg *, .share *, .cells *")].filter((one) => {
    const style = getComputedStyle(one);
    const drawn = [style.stroke, style.fill, style.backgroundColor];
    return one.matches("path, rect, circle, line, polyline") && one.checkVisibility()
      && drawn.every((colour) => ["none", canvas, "rgba(0, 0, 0, 0)"].includes(colour));
  }).map((one) => "drawn in the colour of the ground: " + one.outerHTML.slice(0, 120)).slice(0, 4);
}"""
MOVES = """() => [...document.querySelectorAll("*")].flatMap((one) =>
  ["", "::before", "::after"].map((part) => [one, part, getComputedStyle(one, part || undefined)]))
.filter(([, , style]) => style.transitionDuration.split(", ").some((time) => parseFloat(time) > 0)
  || style.animationName !== "none" || style.scrollBehavior === "smooth")
.map(([one, part]) => "moves: " + part + one.outerHTML.slice(0, 120)).slice(0, 4)"""


def open_all(page: Page) -> None:
    """Open whatever can be opened: what lies in it is looked at too."""
    page.evaluate(OPEN)


def findings(page: Page, widths: Iterable[int] = WIDTHS, themes: Iterable[str] = THEMES) -> list[str]:
    """What is wrong in each of these widths and themes."""
    page.evaluate(AXE)
    first, *others = themes
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=first)  # type: ignore[arg-type]
        rules = RULES if width in ENDS else OF_LAYOUT
        wrong = page.evaluate(CUT) + page.evaluate(TOO_SMALL) + page.evaluate(FIND, rules)
        found += [f"{width} {first}: {one}" for one in wrong]
        for theme in others if width == ENDS[0] else ():
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            found += [f"{width} {theme}: {one}" for one in page.evaluate(FIND, OF_COLOUR)]
    return found


def cut_off(page: Page, widths: Iterable[int]) -> list[str]:
    """What runs out of the page, or out of its own box."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        found += [f"{width}: {one}" for one in page.evaluate(CUT)]
    return found


def cut_off_when_spaced(page: Page) -> list[str]:
    """The same with more room between letters, words and lines, which stays."""
    page.add_style_tag(content=SPACING)
    return cut_off(page, ENDS)


def cut_off_when_large(page: Page) -> list[str]:
    """The same with letters twice as large."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", TWICE)
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    found = cut_off(page, (360, 640, 1280))
    session.send("Page.setFontSizes", ONCE)
    session.detach()
    return found


def covered(page: Page) -> list[str]:
    """What stays in front of the page or of the focus in a short window."""
    page.set_viewport_size(SHORT)  # type: ignore[arg-type]
    found: list[str] = page.evaluate(COVERED)
    return found


def lost_in_forced_colours(page: Page) -> list[str]:
    """What can't be told from the ground any more where the reader's own few colours are forced."""
    page.emulate_media(forced_colors="active")
    page.set_viewport_size({"width": 768, "height": HEIGHT})
    found: list[str] = page.evaluate(UNMARKED) + page.evaluate(FAINT)
    page.emulate_media(forced_colors="none")
    return found


def moving(page: Page) -> list[str]:
    """What moves though the reader asked for stillness."""
    page.emulate_media(reduced_motion="reduce")
    found: list[str] = page.evaluate(MOVES)
    return found
