"""How old a reader a text asks for: the Flesch-Kincaid grade, with a syllable counter of our own.

The grade is 0.39 x words a sentence + 11.8 x syllables a word - 15.59 (Kincaid and others 1975, Research
Branch Report 8-75). It is an American school grade, and a child in grade 1 is about six: the reading age is
the grade plus five. A unit that can stand by itself counts as a sentence, whether a full stop, a colon or a
semicolon ends it (Flesch 1949, The Art of Readable Writing). Of a short text the grade says little:
`LEAST_WORDS`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

AGE_IN_GRADE_0 = 5
LEAST_WORDS = 40
"""With fewer words than this one long name moves the grade by years."""

WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_ENDS = re.compile(r"(?<=[.?!:;…])\s+|(?<=[.?!:;…][”’)\]])\s+|\n+")
_QUOTES = re.compile(r"[“”]")
_VOWELS = re.compile(r"[aeiouy]+")
_ONE_FEWER = re.compile(
    r"(?<=[^aeiouy])e(?=(?:ment|ful|ly|less|ness|thing|time|where|work|how|what|body|line|side|land)s?)"
    r"|(?<=[^aeiouylr])es$(?<![scxzg]es)(?<!shes)(?<!ches)|(?<=[aeiou][lr])es$|(?<=[^aeiouydt])ed$"
    r"|(?<=[^aeiouyl])e$|(?<=[aeiou][lr])e$|(?<=ll)e$|(?<=rl)e$"
)
_ONE_MORE = re.compile(
    r"[aeiouy](?=ing)|(?<=[^tscgx])i(?=[ao])|i(?=um|et|est|er(?!$)|ence|ent$|ents$)(?<![tc]i)|u(?=al|ous|at|ity)(?<![gq]u)"
    r"|e(?=ate|at(?:ing|ion)|o(?!p|u))(?<=[rd]e)|sm$|[sd]n[’']t$"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was counted in a text; texts are added up by adding these."""

    words: int = 0
    sentences: int = 0
    syllables: int = 0

    def __add__(self, other: Reading) -> Reading:
        return Reading(
            self.words + other.words, self.sentences + other.sentences, self.syllables + other.syllables
        )

    @property
    def grade(self) -> float:
        """The Flesch-Kincaid grade; 0 for no text."""
        if not self.words:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59

    @property
    def age(self) -> float:
        """The reading age in years."""
        return self.grade + AGE_IN_GRADE_0


def sentences(text: str, at_quotes: bool = False) -> list[str]:
    """The parts of a text that stand by themselves and have a word in them; `at_quotes`: so do words said."""
    parts = _ENDS.split(text)
    if at_quotes:
        parts = [piece for part in parts for piece in _QUOTES.split(part)]
    return [part for part in parts if WORD.search(part)]


def reading(text: str, known: Mapping[str, int] | None = None) -> Reading:
    """What a text asks for. `known` gives the exact syllables of some words."""
    words = WORD.findall(text)
    return Reading(len(words), len(sentences(text)), sum(syllables(word, known) for word in words))


def syllables(word: str, known: Mapping[str, int] | None = None) -> int:
    """How many syllables an English word has: exactly as in `known`, else by the spelling."""
    word = word.lower().replace("’", "'")
    for form in (word, _stem(word)):
        if known and form in known:
            return known[form]
    return _by_spelling(word.removesuffix("'s"))


@lru_cache(maxsize=20_000)
def _by_spelling(word: str) -> int:
    count = len(_VOWELS.findall(word)) - len(_ONE_FEWER.findall(word)) + len(_ONE_MORE.findall(word))
    return max(count, 1)


def _stem(word: str) -> str:
    """Without the ending of a plural or an owner, so that a list needs each word once."""
    return word.replace("’", "'").removesuffix("'s").removesuffix("s")
