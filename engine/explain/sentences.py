"""The plain sentences of explanations. Short, about the plan and the answers, never about the person."""

from __future__ import annotations

from engine.answers_text import in_words
from engine.conditions import Value
from engine.errors import InputError, Mistake, nearest
from engine.facts import FACTS
from engine.knowledge_base import KnowledgeBase


def known_strategy(knowledge: KnowledgeBase, strategy: str) -> str:
    """The strategy's id; InputError with the nearest name where there is none."""
    if strategy not in knowledge.strategies:
        near = nearest(strategy, knowledge.strategies)
        what = f"there is no strategy '{strategy}'"
        raise InputError([Mistake("", what, "strategy", "a strategy id, as in a plan's `items`", near)])
    return strategy


def title(knowledge: KnowledgeBase, strategy: str) -> str:
    """A strategy's title in quotation marks."""
    return f"“{knowledge.strategies[strategy].title}”"


def answered(knowledge: KnowledgeBase, question: str, value: Value) -> str:
    """`you answered “...” to “...”`."""
    asked = knowledge.questions[question]
    return f"you answered “{in_words(asked, value)}” to “{asked.wording}”"


def change(knowledge: KnowledgeBase, question: str, old: Value | None, new: Value | None) -> str:
    """One changed answer, as what the person would do."""
    asked = knowledge.questions[question]
    if new is None:
        return f"Leave “{asked.wording}” without an answer."
    words = in_words(asked, new)
    if asked.type == "text":
        return f"Write something under “{asked.wording}”."
    if isinstance(new, tuple) and isinstance(old, tuple):
        return " ".join(_marks(knowledge, question, old, new))
    if old is None:
        return f"Answer “{words}” to “{asked.wording}”."
    return f"Answer “{words}”, and not “{in_words(asked, old)}”, to “{asked.wording}”."


def _marks(knowledge: KnowledgeBase, question: str, old: tuple[str, ...], new: tuple[str, ...]) -> list[str]:
    asked = knowledge.questions[question]
    more = tuple(code for code in new if code not in old)
    less = tuple(code for code in old if code not in new)
    said = []
    if more:
        said.append(f"Mark “{in_words(asked, more)}” under “{asked.wording}”.")
    if less:
        said.append(f"Take the mark from “{in_words(asked, less)}” under “{asked.wording}”.")
    return said


def fact(name: str, value: Value) -> str:
    """A derived fact, as the plan reads it."""
    return f"the plan works with “{FACTS[name].wording}: {in_words(None, value).replace('_', ' ')}”"


def sentence(words: str) -> str:
    """A phrase as a sentence."""
    return f"{words[:1].upper()}{words[1:]}."
