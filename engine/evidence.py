"""How far each piece of advice is known to work, said plainly and briefly (SE5, SE29).

The grades are explained in docs/requirements.md; a plan's page tells more (what was studied, and with whom).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from engine.language import gettext as _
from engine.language import mark
from engine.schema import Strategy

if TYPE_CHECKING:
    from engine.knowledge_base import KnowledgeBase

IN_SHORT: Mapping[str, str] = {
    "A": mark("many studies, hardly ever of plans like yours"),
    "B": mark("one study, a law or official guidance"),
    "C": mark("people who work with such plans agree, and no study has tested it"),
    "D": mark("one article or our own idea, and no study has tested it"),
}
"""Grade -> what stands behind it, to go on after a colon."""


def in_short(evidence: Mapping[str, Any]) -> str:
    """One line for a plan's item: the grade, what it means, and whether sources disagree."""
    grade = evidence["grade"]
    if evidence["mixed"]:
        return _("How sure: %(grade)s, %(means)s. Sources disagree.", grade=grade, means=_(IN_SHORT[grade]))
    return _("How sure: %(grade)s, %(means)s.", grade=grade, means=_(IN_SHORT[grade]))


def views(evidence: Mapping[str, Any]) -> list[str]:
    """Each side with who holds it, where sources disagree."""
    return [_("%(holder)s: %(says)s", holder=view["holder"], says=view["says"]) for view in evidence["views"]]


def by_grade(knowledge: KnowledgeBase) -> Iterator[tuple[str, list[Strategy]]]:
    """Every strategy in use, under its grade from A to D, in order of title."""
    current = sorted(
        (one for one in knowledge.strategies.values() if one.status != "retired"), key=lambda one: one.title
    )
    for grade in IN_SHORT:
        yield grade, [one for one in current if one.evidence.grade == grade]
