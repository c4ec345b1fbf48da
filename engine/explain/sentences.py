"""The plain sentences of explanations. Short, about the plan and the answers, never about the person."""

from __future__ import annotations

from engine.answers_text import in_words
from engine.conditions import Value
from engine.errors import InputError, Mistake, nearest
from engine.facts import FACTS
from engine.knowledge_base import KnowledgeBase
from engine.language import gettext as _
from engine.words import FACT_VALUES


def known_strategy(knowledge: KnowledgeBase, strategy: str) -> str:
    """The strategy's id; InputError with the nearest name where there is none."""
    if strategy not in knowledge.strategies:
        near = nearest(strategy, knowledge.strategies)
        what = _("there is no strategy '%(name)s'", name=strategy)
        accepted = _("a strategy id, as in a plan's `items`")
        raise InputError([Mistake("", what, "strategy", accepted, near)])
    return strategy


def title(knowledge: KnowledgeBase, strategy: str) -> str:
    """A strategy's title in quotation marks."""
    return _("“%(text)s”", text=knowledge.strategies[strategy].title)


def answered(knowledge: KnowledgeBase, question: str, value: Value) -> str:
    """`Because you answered “...” to “...”.`"""
    asked = knowledge.questions[question]
    return _(
        "Because you answered “%(answer)s” to “%(question)s”.",
        answer=in_words(asked, value),
        question=asked.wording,
    )


def change(knowledge: KnowledgeBase, question: str, old: Value | None, new: Value | None) -> str:
    """One changed answer, as what the person would do."""
    asked = knowledge.questions[question]
    wording = asked.wording
    if new is None:
        return _("Leave “%(question)s” without an answer.", question=wording)
    words = in_words(asked, new)
    if asked.type == "text":
        return _("Write something under “%(question)s”.", question=wording)
    if isinstance(new, tuple) and isinstance(old, tuple):
        return " ".join(_marks(knowledge, question, old, new))
    if old is None:
        return _("Answer “%(answer)s” to “%(question)s”.", answer=words, question=wording)
    return _(
        "Answer “%(answer)s”, and not “%(other)s”, to “%(question)s”.",
        answer=words,
        other=in_words(asked, old),
        question=wording,
    )


def _marks(knowledge: KnowledgeBase, question: str, old: tuple[str, ...], new: tuple[str, ...]) -> list[str]:
    asked = knowledge.questions[question]
    more = tuple(code for code in new if code not in old)
    less = tuple(code for code in old if code not in new)
    said = []
    if more:
        marks = in_words(asked, more)
        said.append(_("Mark “%(marks)s” under “%(question)s”.", marks=marks, question=asked.wording))
    if less:
        marks = in_words(asked, less)
        said.append(
            _("Take the mark from “%(marks)s” under “%(question)s”.", marks=marks, question=asked.wording)
        )
    return said


def fact(name: str, value: Value) -> str:
    """A derived fact, as the plan reads it."""
    words = _(FACT_VALUES[value]) if isinstance(value, str) else in_words(None, value)
    return _("The plan works with “%(fact)s: %(value)s”.", fact=_(FACTS[name].wording), value=words)
