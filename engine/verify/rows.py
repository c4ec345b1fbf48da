"""Rows of the questionnaire: each must ask the same as the first, so that answers can move between them."""

from __future__ import annotations

from collections.abc import Iterator

from engine.conditions import ANSWERED, Test
from engine.errors import Mistake, list_of
from engine.knowledge_base import KnowledgeBase
from engine.schema import Question, Rows, Section
from engine.yaml_files import KeyPath


def uneven_rows(knowledge: KnowledgeBase) -> Iterator[Mistake]:
    """Every row that can't stand in for another one of its kind."""
    for place, section in enumerate(knowledge.sections):
        for group_place, group in enumerate(section.rows):
            yield from _of_group(knowledge, section, group, ("sections", place, "rows", group_place, "rows"))


def _of_group(knowledge: KnowledgeBase, section: Section, group: Rows, keys: KeyPath) -> Iterator[Mistake]:
    first = group.rows[0]
    for number, row in enumerate(group.rows):
        place = knowledge.locate("manifest", "", (*keys, number))
        strangers = [name for name in row if name not in section.questions]
        if strangers:
            yield Mistake(place, f"{list_of(strangers)} stands in another section, or in none")
            continue
        if len(row) != len(first):
            yield Mistake(place, f"row {number + 1} asks {len(row)} things, and the first asks {len(first)}")
            continue
        for name, model in zip(row, first, strict=True):
            if _takes(knowledge.questions[name]) != _takes(knowledge.questions[model]):
                yield Mistake(place, f"'{name}' takes other answers than '{model}'")
        if number and not _hangs_on(knowledge.questions[row[0]], group.rows[number - 1][0]):
            yield Mistake(place, f"'{row[0]}' has to hang on '{group.rows[number - 1][0]}' being answered")
        for name in row[1:]:
            if not _hangs_on(knowledge.questions[name], row[0]):
                yield Mistake(place, f"'{name}' has to hang on '{row[0]}' being answered")


def _takes(question: Question) -> tuple[object, ...]:
    codes = tuple(option.value for option in question.options)
    return question.type, question.min, question.max, question.whole, question.max_length, codes


def _hangs_on(question: Question, other: str) -> bool:
    depends = question.depends
    return isinstance(depends, Test) and (depends.name, depends.operator) == (other, ANSWERED)
