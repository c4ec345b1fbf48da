"""What would bring a step into the plan, in words for the page. Pure: no Flask, no store.

It says how the plan works and never what to answer: "if you had answered", beside what was answered.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.answers_text import in_words
from engine.conditions import Value
from engine.explain import WhyNot
from engine.exports.plan_json import PRIVATE
from engine.knowledge_base import KnowledgeBase
from engine.language import gettext as _
from engine.schema import Question, Strategy

NOT_CALLED_FOR = "not_recommended"


@dataclass(frozen=True, slots=True)
class OtherAnswer:
    """One answer that would have to be another: its question, and lines of a label and its words."""

    wording: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class WayIn:
    """What the page tells. `private` counts the answers that are not shown here."""

    code: str
    reason: str
    others: tuple[OtherAnswer, ...]
    private: int
    no_longer_asked: tuple[str, ...]
    search: str
    fewest: bool


def way_in(knowledge: KnowledgeBase, found: WhyNot, with_private: bool) -> WayIn:
    """What a search found for a step that is not in the plan; sensitive answers only `with_private`."""
    changes = found.changes or {}
    questions = knowledge.questions
    shown = [
        name
        for name, new in changes.items()
        if with_private or not _is_private(questions[name], found.before[name], new)
    ]
    blocked = found.blocked_by
    told = blocked is None or with_private or not _rests_on_private(knowledge, blocked.code, blocked.rules)
    return WayIn(
        code=blocked.code if blocked else NOT_CALLED_FOR,
        reason=(blocked.reason if told else _(PRIVATE)) if blocked else "",
        others=tuple(_other(questions[name], found.before[name], changes[name]) for name in shown),
        private=len(changes) - len(shown),
        no_longer_asked=tuple(
            questions[name].wording
            for name in found.falls_away
            if with_private or not questions[name].sensitive
        ),
        search=found.search,
        fewest=found.fewest,
    )


def unspoken(knowledge: KnowledgeBase, spoken_of: set[str]) -> dict[str, list[Strategy]]:
    """Every step that the plan neither holds nor left out, by track and then by title."""
    rest = [
        one for one in knowledge.strategies.values() if one.id not in spoken_of and one.status != "retired"
    ]
    rest.sort(key=lambda one: one.title)
    return {track: [one for one in rest if one.track == track] for track in ("improve", "prepare")}


def _other(question: Question, old: Value | None, new: Value | None) -> OtherAnswer:
    lines = [
        (_("You answered"), in_words(question, old) if old not in (None, (), "") else _("Nothing so far"))
    ]
    if isinstance(old, tuple) and isinstance(new, tuple):
        more = tuple(code for code in new if code not in old)
        less = tuple(code for code in old if code not in new)
        lines += [(_("If you had also marked"), in_words(question, more))] if more else []
        lines += [(_("If you had not marked"), in_words(question, less))] if less else []
    elif new is None:
        lines.append((_("If you had given"), _("No answer")))
    elif question.type == "text":
        lines.append((_("If you had written"), _("Some words of your own")))
    else:
        lines.append((_("If you had answered"), in_words(question, new)))
    return OtherAnswer(question.wording, tuple(lines))


def _is_private(question: Question, *values: Value | None) -> bool:
    codes = {
        code
        for value in values
        if value is not None
        for code in (value if isinstance(value, tuple) else [value])
    }
    return question.sensitive or any(one.sensitive and one.value in codes for one in question.options)


def _rests_on_private(knowledge: KnowledgeBase, code: str, rules: tuple[str, ...]) -> bool:
    return code == "suppressed" or any(name in knowledge.private_rules for name in rules)
