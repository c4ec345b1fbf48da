"""Plain and kind words wherever a person reads (SE4, SE10, SE11): in data files, on pages, in the program.

A frightened person reads these texts on a phone. What a list of words, a count of words and a reading age
can hold is held here, each mistake with its file and line; the rest is for readers. The lists are in
`plain_words.yml`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from engine.errors import Mistake
from engine.knowledge_base import KnowledgeBase
from engine.templates import PLACEHOLDER
from engine.verify.plain_words import plain_words
from engine.verify.reading_age import LEAST_WORDS, WORD, Reading, reading, sentences
from engine.verify.spoken_texts import STANDS_FOR_A_VALUE, Spoken, spoken_texts

MOST_WORDS = 20
OLDEST_READER_OF_STEPS = 11
OLDEST_READER = 13
"""Years: what a text may ask for at most (SE11)."""

_TYPED_MARK = re.compile(r"[\"']")
_IN_BRACKETS = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class ReadingAge:
    """What one file asks of its readers, or, where its files are too short to tell, a whole folder."""

    where: str
    part: str
    """steps or text."""
    reading: Reading

    @property
    def most(self) -> int:
        """The age it may ask for."""
        return OLDEST_READER_OF_STEPS if self.part == "steps" else OLDEST_READER


def hard_words(text: str) -> Iterator[str]:
    """What is wrong with a text that a person reads."""
    text = _as_read(text)
    for found, one in plain_words().avoided(text):
        yield f"'{found}' is not said to people here ({one.id}: say {one.say})"
    if "!" in text:
        yield "an exclamation mark sounds like alarm"
    for sentence in sentences(text, at_quotes=True):
        words = len(WORD.findall(sentence))
        if words > MOST_WORDS:
            yield f"a sentence of {words} words: {sentence[:60]}..."


def typed_marks(text: str) -> Iterator[str]:
    """A keyboard's marks where a page has others. Only for data files: a terminal's words keep them."""
    if _TYPED_MARK.search(text):
        yield "straight quotation marks: on a page they are “these”, and it’s this one in a word"


def language(knowledge: KnowledgeBase) -> list[Mistake]:
    """Every text that is not plain or not kind, and every file that asks too much of its readers."""
    texts = list(spoken_texts(knowledge))
    accepted = f"the task in place of the person, and sentences of at most {MOST_WORDS} words"
    found = [
        Mistake(one.where(knowledge.root), what, one.field, accepted)
        for one in texts
        for what in (*hard_words(one.text), *(typed_marks(one.text) if one.keys else ()))
    ]
    for one in reading_ages(texts):
        if one.reading.age > one.most:
            what = f"the {one.part} ask for a reader of {one.reading.age:.1f} years"
            found.append(Mistake(one.where, what, "", f"at most {one.most}: shorter words and sentences"))
    return found


def reading_ages(texts: Iterable[Spoken]) -> list[ReadingAge]:
    """The reading age of every file, steps apart from the rest; short files count together by folder."""
    files: defaultdict[tuple[str, str], Reading] = defaultdict(Reading)
    for one in texts:
        part = "steps" if one.keys and one.keys[0] == "steps" else "text"
        files[one.file, part] += _reading(one.text)
    long = {name: found for name, found in files.items() if found.words >= LEAST_WORDS}
    folders: defaultdict[tuple[str, str], Reading] = defaultdict(Reading)
    for (file, part), found in files.items():
        if (file, part) not in long:
            folders[f"{file.rpartition('/')[0]}/", part] += found
    measured = {**long, **{name: found for name, found in folders.items() if found.words >= LEAST_WORDS}}
    return [ReadingAge(where, part, found) for (where, part), found in sorted(measured.items())]


def _reading(text: str) -> Reading:
    return reading(_as_read(text), plain_words().syllables)


def _as_read(text: str) -> str:
    """With the words that stand where no answer was given, and without the brackets around blanks."""
    plain = PLACEHOLDER.sub(lambda match: match[4] or STANDS_FOR_A_VALUE, text)
    return _IN_BRACKETS.sub(r"\1", plain)


def summary(ages: Iterable[ReadingAge]) -> Mapping[str, tuple[int, float, float]]:
    """Part -> files measured, middle reading age, oldest."""
    parts: defaultdict[str, list[float]] = defaultdict(list)
    for one in ages:
        parts[one.part].append(one.reading.age)
    return {part: (len(found), sorted(found)[len(found) // 2], max(found)) for part, found in parts.items()}
