"""knowledge/README.md: prose from guide.md beside this module, tables from the schemas and the engine.

`python3 run.py guide-for-authors` writes it out; a test holds the file to it, so that it can't drift.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from engine import conditions, facts, schema, templates
from engine.authoring.fields import FieldOfFile, every_part, fields_of_kind, says, says_of_parts
from engine.authoring.skeleton import LATER
from engine.knowledge_base import CASES, FOLDERS, MANIFEST

README = Path("knowledge/README.md")
_PROSE = Path(__file__).with_name("guide.md")
_TABLE = re.compile(r"^<!-- ([a-z]+) -->$", re.MULTILINE)

NAMED_BY: Mapping[str, str] = {
    "question": "`manifest.yml`, which holds the order; rules and placeholders read it",
    "finding": "rules in `rules/diagnosis/` draw it, others read it",
    "strategy": "rules recommend, rule out, pin or suppress it",
    "resource": "strategies and guides; crisis ones stand on the help page",
    "source": "everything that states a fact of it",
    "letter": "strategies, their steps, and guides",
    "guide": "strategies, and other guides",
    "story": "strategies; stories are illustrative and say so",
    "diagnosis_rule": "nothing: every rule runs on every sheet",
    "advice_rule": "nothing: every rule runs on every sheet",
    "safety_rule": "nothing: every rule runs on every sheet",
    "case": "stories; `check` holds every plan to its case",
}
DATES: Mapping[str, str] = {
    "today": "the day the plan is made",
    "starts": "the plan's first day",
    "ends": "the plan's last day",
    "midpoint": "the day halfway",
    "start": "the first day of this item",
    "due": "the last day of this item",
}
"""Placeholder -> what day it is."""
_MOST_CODES = 12


def guide() -> str:
    """The whole text of knowledge/README.md."""
    prose = _PROSE.read_text(encoding="utf-8")
    return _TABLE.sub(lambda match: "\n".join(_TABLES[match[1]]()), prose)


def _folders() -> Iterator[str]:
    rows = [(f"`{FOLDERS.get(kind, CASES)}/`", says(kind), NAMED_BY[kind]) for kind in schema.KINDS]
    return _table(("folder", "a file is", "named by"), rows)


def _operators() -> Iterator[str]:
    rows = [
        (f"`{one.name}`", _fits(one.kinds), f"the answer {one.words.format('that value')}")
        for one in conditions.OPERATORS.values()
    ]
    rows.append(
        (
            f"`{conditions.ANSWERED}`",
            "every question and fact",
            "`true`: there is an answer; `false`: there is none",
        )
    )
    return _table(("test", "for", "true where"), rows)


def _fits(kinds: Iterable[str]) -> str:
    of_facts = {"choice": "facts that are a choice", "number": "number questions and facts"}
    return ", ".join(of_facts.get(kind, f"{kind} questions") for kind in sorted(kinds))


def _facts() -> Iterator[str]:
    rows = []
    for fact in facts.FACTS.values():
        values = ", ".join(f"`{code}`" for code in fact.options) or "a number"
        rests_on = ", ".join(f"`{name}`" for name in fact.reads)
        rows.append((f"`{fact.name}`", fact.wording, values, rests_on, "yes" if fact.private else ""))
    return _table(("fact", "what it is", "values", "rests on", "private"), rows)


def _placeholders() -> Iterator[str]:
    rows = []
    for name, means in DATES.items():
        where = "goals, steps, letters" if name in templates.PLAN_DATES else "goals and steps"
        rows.append((f"`{{{name}}}`", means, where))
    rows += [(f"`{{{name}|words}}`", means, "letters") for name, means in templates.FILLED_LATER.items()]
    return _table(("placeholder", "what stands there", "in"), rows)


def _fields() -> Iterator[str]:
    yield "Needed fields come first. What a field holds when it is left out stands in brackets."
    yield ""
    yield "### Every file"
    yield ""
    common = [one for one in fields_of_kind("question") if one.name in LATER]
    yield from _field_table(common)
    for kind in schema.KINDS:
        yield from _of_kind(
            kind, f"{kind.replace('_', ' ').capitalize()}: `{FOLDERS.get(kind, CASES)}/ID.yml`"
        )
    yield from _of_kind("manifest", f"The order of the questionnaire: `{MANIFEST}`")


def _of_kind(kind: str, heading: str) -> Iterator[str]:
    fields = [one for one in fields_of_kind(kind) if one.name not in LATER]
    yield from ("", f"### {heading}", "", f"{says(kind)}", "")
    yield from _field_table(fields)
    for part in every_part(fields):
        told = " ".join(says_of_parts(kind, part.parts_name).split())
        each = f"Each entry of `{part.name}`" if part.many else f"Under `{part.name}`"
        yield from ("", f"{each}. {told}".rstrip(), "")
        yield from _field_table(part.parts)


def _field_table(fields: Sequence[FieldOfFile]) -> Iterator[str]:
    ordered = [one for one in fields if one.required] + [one for one in fields if not one.required]
    rows = [
        (
            f"**`{one.name}`**" if one.required else f"`{one.name}`",
            "needed" if one.required else f"({one.default})" if one.default else "",
            _shortened(one.kind),
            one.means,
        )
        for one in ordered
    ]
    return _table(("field", "", "what stands there", "meaning"), rows)


def _shortened(kind: str) -> str:
    """A long list of codes with its beginning and its end."""
    before, of, codes = kind.partition("one of: ")
    names = codes.split(", ")
    if len(names) <= _MOST_CODES:
        return kind
    return f"{before}{of}{', '.join(names[:3])} ... {names[-1]} ({len(names)} codes)"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


_TABLES: Mapping[str, Callable[[], Iterator[str]]] = {
    "folders": _folders,
    "operators": _operators,
    "facts": _facts,
    "placeholders": _placeholders,
    "fields": _fields,
}
