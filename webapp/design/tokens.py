"""The tokens as tokens.css has them, in both themes, and how far their colours stand apart.

Contrast is WCAG 2.2's: (L1 + 0.05) / (L2 + 0.05), of relative luminances
(https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LIGHT, DARK = "light", "dark"
TEXT, SIGN = 4.5, 3.0
"""The least contrast of letters, and of signs and edges that must be seen (WCAG 1.4.3, 1.4.11)."""

_TOKEN = re.compile(r"--([a-z0-9-]+):\s*([^;]+);")
_DARK_PART = re.compile(r"@media \(prefers-color-scheme: dark\) \{")
_SPACE = re.compile(r"s\d|touch|corner|corner-wide|column|wide|edge")
_COLOUR = re.compile(r"#([0-9a-f]{6})", re.IGNORECASE)

PAIRS: tuple[tuple[str, str, float], ...] = (
    *(("ink", ground, TEXT) for ground in ("ground", "ground-deep", "paper", "paper-warm")),
    *(("ink", ground, TEXT) for ground in ("sky-pale", "heather-pale", "rust-pale")),
    *(("ink-soft", ground, TEXT) for ground in ("ground", "ground-deep", "paper", "paper-warm")),
    *(("pine", ground, TEXT) for ground in ("ground", "ground-deep", "paper", "paper-warm")),
    ("pine-deep", "paper", TEXT),
    ("on-pine", "pine", TEXT),
    ("on-pine", "pine-deep", TEXT),
    ("on-blaze", "blaze", TEXT),
    ("on-sky", "sky", TEXT),
    ("sky", "paper", TEXT),
    ("on-heather", "heather", TEXT),
    ("heather", "paper", TEXT),
    ("rust", "paper", TEXT),
    ("rust", "rust-pale", TEXT),
    ("line-strong", "paper", SIGN),
    ("line-strong", "ground", SIGN),
    ("focus", "ground", SIGN),
    ("focus", "paper", SIGN),
    ("focus", "focus-glow", SIGN),
)
"""What stands on what, and the least contrast it must have."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """A pair of colours in one theme."""

    over: str
    under: str
    over_colour: str
    under_colour: str
    ratio: float
    least: float

    @property
    def enough(self) -> bool:
        """Whether it may be used so."""
        return self.ratio >= self.least


def read_tokens(sheet: str) -> dict[str, dict[str, str]]:
    """Theme -> token -> value, the dark theme with what it leaves as it is in the light one."""
    parts = _DARK_PART.split(sheet, maxsplit=1)
    light = dict(_TOKEN.findall(parts[0]))
    dark = dict(_TOKEN.findall(parts[1])) if len(parts) > 1 else {}
    return {LIGHT: light, DARK: {**light, **dark}}


def colours(tokens: Mapping[str, str]) -> dict[str, str]:
    """The tokens that are plain colours."""
    return {name: value for name, value in tokens.items() if _COLOUR.fullmatch(value)}


def others(tokens: Mapping[str, str]) -> list[tuple[str, str]]:
    """The tokens that are no plain colour, no size of letters and no measure of space, with their values."""
    known = {*colours(tokens), *(name for name in tokens if name.startswith("size") or is_space(name))}
    return [(name, value) for name, value in tokens.items() if name not in known]


def is_space(token: str) -> bool:
    """Whether a token is a measure of space."""
    return _SPACE.fullmatch(token) is not None


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 to 1; ValueError for anything else."""
    if not _COLOUR.fullmatch(colour):
        raise ValueError(f"'{colour}' is not a colour such as #1b5a4b.")
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def contrasts(tokens: Mapping[str, str]) -> list[Contrast]:
    """Every pair of `PAIRS` in one theme; KeyError for a token that isn't there."""
    return [
        Contrast(over, under, tokens[over], tokens[under], contrast(tokens[over], tokens[under]), least)
        for over, under, least in PAIRS
    ]


def theme_sheet(tokens: Mapping[str, str], theme: str) -> str:
    """A sheet that shows one theme, whatever the system is set to."""
    lines = [f"  --{name}: {_from_the_root(value)};" for name, value in tokens.items()]
    return "\n".join([":root {", f"  color-scheme: {theme};", *lines, "}", ""])


def _from_the_root(value: str) -> str:
    """An address beside the sheets, as it is from anywhere."""
    return value.replace('url("../', 'url("/static/')


_NAMED = re.compile(r"\.([a-z][a-z0-9-]*)")
_IN_WORDS = re.compile(r"\b((?:note|button|moves)-[a-z]+)\b")


def components(sheet: str) -> list[str]:
    """The classes that the table at the top of components.css names, each once."""
    table = sheet[: sheet.index("*/")]
    names: Iterable[str] = (
        name
        for line in table.splitlines()
        for name in [*_NAMED.findall(re.sub(r"\w+\.html\b", "", line)), *_IN_WORDS.findall(line)]
    )
    return list(dict.fromkeys(names))
