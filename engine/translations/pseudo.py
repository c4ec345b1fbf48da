"""The pseudo-language: English with accents and brackets, a third longer, to see what no translator would
get.

`Save your plan` becomes `⟦Šàṽé· ýöûŕ· þļàñ··⟧`. What a program reads inside a text stays as it is:
`%(name)s`, `{question_id|`, markup and addresses.
"""

from __future__ import annotations

import re

CODE = "en-XA"
NAME = "⟦Þšéûðö⟧"
OPENS, CLOSES = "⟦", "⟧"

_ACCENTED = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "ÀƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽàƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž",
)
_KEPT = re.compile(
    r"%\([a-z_]+\)[sd]|%%|\{[“‘]?[a-z][a-z0-9_]*[”’]?\|?|\}|</?[a-zA-Z][^<>]*>|&[a-z#0-9]+;|https?://\S+",
    re.ASCII,
)
_WORD = re.compile(r"[A-Za-z]+")
_LONGER = 3
"""One sign more for each so many letters of English, at the ends of words: a line can still break."""


def in_pseudo(text: str) -> str:
    """A text in the pseudo-language; an empty text stays empty."""
    if not text.strip():
        return text
    letters = 0

    def longer(word: re.Match[str]) -> str:
        nonlocal letters
        letters += len(word[0])
        more, letters = divmod(letters, _LONGER)
        return word[0].translate(_ACCENTED) + "·" * more

    parts: list[str] = []
    end = 0
    for kept in _KEPT.finditer(text):
        parts += [_WORD.sub(longer, text[end : kept.start()]), kept[0]]
        end = kept.end()
    parts.append(_WORD.sub(longer, text[end:]))
    return f"{OPENS}{''.join(parts)}{CLOSES}"
