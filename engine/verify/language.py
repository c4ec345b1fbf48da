"""Plain and kind words in the data files (SE10, SE11): no word of blame, no promise, no long sentence.

A frightened person reads these texts on a phone. What a list of words can hold is held here; the rest is for
readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from engine.errors import Mistake
from engine.knowledge_base import CASES, FOLDERS, MANIFEST, KnowledgeBase
from engine.yaml_files import Cache, KeyPath, locate

MOST_WORDS = 20
UNKIND = (
    *("failed", "failure", "failing", "weak", "weakness", "lazy", "careless", "incompetent"),
    *("poor performer", r"underperform\w*", "your fault", "bad attitude"),
)
"""Words about the person in place of the task."""
PROMISES = (
    *("guarantee", "guarantees", "guaranteed", "save your job", "survival rate", "odds"),
    *("illegal", "unlawful", "you have a claim", "you will win"),
)
"""Outcomes and verdicts that nobody can know."""
NOT_SPOKEN = frozenset(
    "id ref value url source sources seen_in coverage when depends answers expect resources letters letter "
    "guides stories strategies excludes finding recommend rule_out pin suppress case replaced_by "
    "questions".split()
)
"""Fields with ids, codes and addresses."""

_AVOIDED = re.compile(rf"\b({'|'.join((*UNKIND, *PROMISES))})\b", re.IGNORECASE)
_FALLBACK = re.compile(r"\{[^{}|]*\|([^{}]*)\}")
_BETWEEN_SENTENCES = re.compile(r"(?<=[.?:;])\s+|\n+|[“”]")
_WORD = re.compile(r"[\w'’\-{}]+")


def hard_words(text: str) -> Iterator[str]:
    """What is wrong with a text that a person reads."""
    for match in _AVOIDED.finditer(text):
        yield f"'{match[0]}' is not said to people here"
    if "!" in text:
        yield "an exclamation mark sounds like alarm"
    for sentence in _BETWEEN_SENTENCES.split(_FALLBACK.sub(r"\1", text)):
        words = len(_WORD.findall(sentence))
        if words > MOST_WORDS:
            yield f"a sentence of {words} words: {sentence[:60]}..."


def language(knowledge: KnowledgeBase) -> list[Mistake]:
    """Every text of the data files that is not plain or not kind, with file, line and column."""
    cache = Cache(knowledge.root / ".cache" / "knowledge.json")
    folders = [
        folder for kind, folder in FOLDERS.items() if kind != "source"
    ]  # titles as their authors gave them
    files = [knowledge.root / MANIFEST]
    for folder in (*folders, CASES):
        files += sorted((knowledge.root / folder).glob("*.yml"))
    found = []
    for path in files:
        shown = path.relative_to(knowledge.root).as_posix()
        for keys, text in _texts(cache.parse(path.read_bytes(), shown), ()):
            dotted = ".".join(str(key) for key in keys)
            accepted = f"the task in place of the person, and sentences of at most {MOST_WORDS} words"
            found += [Mistake(locate(path, keys, shown), what, dotted, accepted) for what in hard_words(text)]
    return found


def _texts(data: Any, keys: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(data, str):
        yield keys, data
    elif isinstance(data, dict):
        for key, value in data.items():
            if key not in NOT_SPOKEN:
                yield from _texts(value, (*keys, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts(value, (*keys, index))
