"""Finds what was left in English on a page or in a file that was made in the pseudo-language.

The pseudo-language has an accent on every letter, so whatever word is still written in plain letters did not
come from the knowledge or the catalogue. What is no language is named here, and the list is short.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Any

PLAIN = re.compile(r"[A-Za-z]{2,}")
NO_LANGUAGE = (
    r"https?://\S+"
    r"|\b(?:[\w-]+\.)+[a-z]{2,}(?:/[\w./#?=&%~+-]*)?"  # an address without its https://
    r"|\S+@\S+"
    r"|\b[0-9a-f]{12}\b"  # the number of the knowledge
    r"|\bWaymark\b|\bJSON\b"
    r"|\bUTC\b"
)
ATTRIBUTES = (
    "title", "alt", "aria-label", "aria-description", "placeholder", "label", "data-copy", "data-not-copied",
    "data-not-saved",
)  # fmt: skip
TEXT_FILES = ("text/markdown", "text/csv", "text/plain", "text/calendar")
BUTTONS = ("submit", "button", "reset")
TEXTS = frozenset(
    "title summary why watch_out goal text done_when says reason intro wording hint label unit heading "
    "offline_text cost clock how about holder what detail note count html checked general_route".split()
)
"""The fields of JSON that hold words for people. All others hold ids, codes, days and numbers."""


def no_language(texts: Iterable[str]) -> re.Pattern[str]:
    """What to pass over: these texts, and what is no language anywhere."""
    return re.compile("|".join([*map(re.escape, sorted(texts, key=len, reverse=True)), NO_LANGUAGE]))


def plain_words(text: str, passed_over: re.Pattern[str]) -> list[str]:
    """The words of a text in plain letters."""
    if PLAIN.search(text) is None:
        return []
    return PLAIN.findall(passed_over.sub(" ", text))


class _Page(HTMLParser):
    """Every text and every attribute that a person sees or hears."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.silent = 0
        self.names_a_language = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag in ("script", "style"):
            self.silent += 1
        if tag == "button" and at.get("name") == "language":
            self.names_a_language = True
        self.texts += [at[name] for name in ATTRIBUTES if at.get(name)]
        if tag == "input" and at.get("type") in BUTTONS:
            self.texts.append(at.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self.silent -= 1
        if tag == "button":
            self.names_a_language = False

    def handle_data(self, data: str) -> None:
        if not self.silent and not self.names_a_language:
            self.texts.append(data)


def on_page(html: str) -> list[str]:
    """The texts of a page."""
    page = _Page()
    page.feed(html)
    return page.texts


def in_json(data: Any) -> Iterator[str]:
    """The words for people in JSON."""
    if isinstance(data, list):
        for one in data:
            yield from in_json(one)
    elif isinstance(data, dict):
        for name, value in data.items():
            if isinstance(value, str) and name in TEXTS:
                yield from on_page(value) if name == "html" else (value,)
            else:
                yield from in_json(value)


def said_by(kind: str, text: str) -> list[str]:
    """Every text for people in an answer of the app; `kind` is its media type without parameters."""
    if kind == "text/html":
        return on_page(text)
    if kind.endswith("json"):
        return list(in_json(json.loads(text)))
    if kind == "text/markdown":
        text = re.sub(r"\\([^\w\s])", r"\1", text)
    return text.splitlines() if kind in TEXT_FILES else []
