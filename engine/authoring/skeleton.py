"""A new data file with everything that there is to fill: `run.py new KIND ID`.

What must be filled is there and empty, which `check` takes for a mistake. What else may be stands behind
a '#'.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path

from engine import yaml_files
from engine.authoring.fields import CONDITION, FieldOfFile, fields_of_kind, says
from engine.errors import InputError, Mistake
from engine.knowledge_base import CASES, FOLDERS
from engine.schema.base import Thing

STRATA = ("diagnosis", "advice", "safety")
NEW = ("question", "finding", "strategy", "rule", "case", "letter", "guide", "story", "resource", "source")
"""What can be begun, by the word that an author has for it."""

LATER = frozenset(Thing.model_fields)
"""Fields that a file gets in the course of its life."""
WRITTEN: Mapping[str, frozenset[str]] = {
    "advice_rule": frozenset({"recommend", "weight"}),
    "safety_rule": frozenset({"pin"}),
    "case": frozenset({"include"}),
}
"""Optional fields of a kind that nearly every file of it has: empty and to be filled."""

_SPEAK_FOR_THEMSELVES = frozenset({"text", "id", "list of texts", "list of ids", "keys and values"})
_WIDTH = 100
_HOW = (
    "Fill in what is empty. Take the '#' away from what else you need.",
    "`python3 run.py check` shows what is still to fill; knowledge/README.md tells how to write.",
)
_NEXT: Mapping[str, tuple[str, ...]] = {
    "question": (
        "Name it in knowledge/manifest.yml, in the place where it should be asked.",
        "Let a rule read it: python3 run.py new rule ID --stratum diagnosis",
    ),
    "finding": (
        "Write a rule that draws it: python3 run.py new rule ID --stratum diagnosis",
        "Write a rule that reads it: python3 run.py new rule ID",
    ),
    "strategy": ("Write a rule that recommends it: python3 run.py new rule ID",),
    "diagnosis_rule": ("Show what it changes in a case: python3 run.py new case ID",),
    "advice_rule": (
        "Show what it changes in a case: python3 run.py new case ID",
        "See whose plans change: python3 run.py diff HEAD .",
    ),
    "safety_rule": (
        "Show what it changes in a case: python3 run.py new case ID",
        "Prove that it clashes with no other: python3 run.py check --prove",
    ),
    "case": (),
    "letter": ("Name it in a strategy: under `letters`, or in the step that it helps with.",),
    "guide": ("Name it under `guides` in a strategy that it belongs to.",),
    "story": ("Write its case, if there is none yet: python3 run.py new case ID",),
    "resource": ("Name it under `resources` in a strategy or a guide. Crisis places need no name there.",),
    "source": ("Name it under `sources` where something rests on it.",),
}


def kind_of(word: str, stratum: str) -> str:
    """The kind of data file: `rule` is one of three."""
    return f"{stratum}_rule" if word == "rule" else word


def write_new(root: Path, kind: str, name: str) -> Path:
    """Writes a new file below `root` and gives its path below it; InputError for an id that can't be used."""
    refuse(root, kind, name)
    path = Path(FOLDERS.get(kind, CASES)) / f"{name}.yml"
    try:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        with (root / path).open("x", encoding="utf-8", newline="\n") as file:
            file.write(skeleton(kind))
    except OSError as error:
        raise InputError([Mistake(str(path), f"this can't be written: {error.strerror}")]) from None
    return path


def refuse(root: Path, kind: str, name: str) -> None:
    """InputError where `name` can't be the id of a new file of this kind."""
    if not _may_be_an_id(name):
        accepted = (
            "a to z, 0 to 9 and _, begun with a letter, at most 60: speaking words such as goals_unclear"
        )
        raise InputError([Mistake("", f"'{name}' can't be an id", accepted=accepted)])
    alike = [one for one in FOLDERS if one.endswith("_rule")] if kind.endswith("_rule") else [kind]
    for one in alike:
        shown = f"{FOLDERS.get(one, CASES)}/{name}.yml"
        for there in (root / shown, (root / shown).with_suffix(".yaml")):
            if there.exists():
                retired = _is_retired(there)
                what = (
                    f"'{name}' is retired, and an id is never used again"
                    if retired
                    else f"'{name}' is there already"
                )
                raise InputError([Mistake(shown, what, accepted="another id")])


def _may_be_an_id(name: str) -> bool:
    plain = name.isascii() and name == name.lower() and name.replace("_", "").isalnum()
    return plain and name[0].isalpha() and len(name) <= 60


def _is_retired(path: Path) -> bool:
    try:
        data = yaml_files.parse(path.read_text(encoding="utf-8"), str(path))
    except (InputError, OSError, UnicodeDecodeError):
        return False
    return isinstance(data, dict) and data.get("status") == "retired"


def next_steps(kind: str) -> tuple[str, ...]:
    """What is to be done once the file is filled, in sentences."""
    return _NEXT[kind]


def skeleton(kind: str) -> str:
    """The text of a new file."""
    written = WRITTEN.get(kind, frozenset())
    lines = [f"# yaml-language-server: $schema=../../docs/schema/{kind}.json"]
    lines += [f"# {line}" for line in (*textwrap.wrap(says(kind), _WIDTH), *_HOW)]
    fields = [one for one in fields_of_kind(kind) if one.name not in LATER]
    to_fill = [one for one in fields if one.required or one.name in written]
    may_fill = [one for one in fields if one not in to_fill]
    for one in to_fill:
        lines += ["", *_entry(one, written)]
    if may_fill:
        lines += ["", "# What may also stand here:"]
        for one in may_fill:
            lines += ["", *_commented(_entry(one, written))]
    return "\n".join(lines) + "\n"


def _entry(one: FieldOfFile, written: frozenset[str], told: bool = True) -> Iterator[str]:
    """A field and what is in it, empty, each with what it means above it (if it is to be `told`)."""
    if told:
        yield from _comment(one)
    yield f"{one.name}:"
    if not one.many:
        for part in one.parts:
            yield from _indented(_part(part, written, told), "  ")
        return
    for number in range(max(one.at_least, 1)):
        if not one.parts or one.or_plain:
            yield "  -"
            continue
        lines = [line for part in one.parts for line in _part(part, written, told and number == 0)]
        first = next(index for index, line in enumerate(lines) if not line.startswith("#"))
        yield from _indented(lines[:first], "  ")
        yield f"  - {lines[first]}"
        yield from _indented(lines[first + 1 :], "    ")


def _part(one: FieldOfFile, written: frozenset[str], told: bool) -> Iterator[str]:
    """A field inside another; one that may be left out is behind a '#', and only where things are told."""
    if one.required or one.name in written:
        yield from _entry(one, written, told)
    elif told:
        yield from _commented(_entry(one, written))


def _comment(one: FieldOfFile) -> Iterator[str]:
    for said in (one.means, _accepted(one)):
        yield from (f"# {line}" for line in textwrap.wrap(said, _WIDTH, break_long_words=False))


def _accepted(one: FieldOfFile) -> str:
    default = f" (left out: {one.default})" if one.default else ""
    if one.parts or one.kind in _SPEAK_FOR_THEMSELVES:
        return default.strip()
    where = ", as knowledge/README.md tells" if one.kind == CONDITION else ""
    return f"{one.kind[:1].upper()}{one.kind[1:]}{where}{default}"


def _commented(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.startswith("#") else f"# {line}"


def _indented(lines: Iterator[str] | list[str], by: str) -> Iterator[str]:
    for line in lines:
        yield f"{by}{line}"
