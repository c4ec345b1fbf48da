"""Checklists leave whole and harmless, whatever a person typed: Markdown, CSV, paper."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from markdown_it import MarkdownIt

from engine.exports import CHECKLISTS
from engine.exports.checklist_csv import COLUMNS
from engine.exports.markdown import escaped
from engine.knowledge_base import KnowledgeBase
from engine.model import Plan
from engine.pipeline import make_plan
from tests.generated import HOSTILE_TEXTS, TODAY, texts

RAW = {"concerns": ["targets"], "measure_name": "calls", "goal_clarity": "few", "hours_per_week": 8}
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def plan_for(knowledge: KnowledgeBase, goal: str) -> Plan:
    return make_plan(knowledge, {**RAW, "main_goal": goal}, TODAY, "compiled")


def with_texts(plan: Plan, text: str) -> Plan:
    """The plan with a text at every place that people can write in: goals, steps and a coach's note."""
    steps = tuple(step._replace(text=text, done_when=text) for step in plan.items[0].steps)
    return replace(plan, items=(plan.items[0]._replace(goal=text, steps=steps, note=text), *plan.items[1:]))


def shown(markdown: str) -> str:
    """The text that a reader of the rendered Markdown sees, without any mark-up."""

    class Reader(HTMLParser):
        text = ""

        def handle_data(self, data: str) -> None:
            self.text += data

    reader = Reader(convert_charrefs=True)
    reader.feed(MARKDOWN.render(markdown))
    return " ".join(reader.text.split())


@given(texts())
@example("1. first")
@example("12) twelfth")
@example("= underlined")
@example("&lt;b&gt; &copy; &#42;")
@example("<script>alert(1)</script>")
@example("[a](http://example.org) ![b](c)")
@example("a\n# heading\n- [x] done")
def test_a_text_in_markdown_is_shown_as_it_was_typed(text: str) -> None:
    text = text.replace("\0", "")  # no answer holds one: reading answers takes control characters out
    assert shown(f"- [ ] {escaped(text)}") == " ".join(f"[ ] {text}".split())
    assert shown(f"{escaped(text)}\n") == " ".join(text.split())


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_a_hostile_goal_adds_no_heading_task_or_link_to_the_markdown(
    knowledge: KnowledgeBase, text: str
) -> None:
    def outline(made: str) -> list[str]:
        tokens = MARKDOWN.parse(made)
        return [f"{token.type}{token.level}" for token in tokens if token.type != "inline"]

    harmless = with_texts(plan_for(knowledge, "x"), "plain words")
    hostile = with_texts(harmless, text)
    render = CHECKLISTS["markdown"].render
    assert outline(render(knowledge, hostile, {})) == outline(render(knowledge, harmless, {}))


def test_each_step_of_the_plan_is_one_task_and_those_done_are_ticked(knowledge: KnowledgeBase) -> None:
    plan = plan_for(knowledge, "fewer errors")
    first = f"{plan.items[0].id}/{plan.items[0].steps[0].id}"
    lines = CHECKLISTS["markdown"].render(knowledge, plan, {first: "2026-11-24"}).splitlines()
    tasks = [line for line in lines if line.startswith(("- [ ] ", "- [x] "))]
    assert len(tasks) == sum(len(item.steps) for item in plan.items)
    assert [line.startswith("- [x]") for line in tasks].count(True) == 1
    assert tasks[0].startswith("- [x]")


def rows(knowledge: KnowledgeBase, plan: Plan) -> list[dict[str, str]]:
    """The table as a program reads it back."""
    text = CHECKLISTS["csv"].render(knowledge, plan, {})
    assert text.startswith("\ufeff")
    assert "\n" not in text.replace("\r\n", "")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@given(texts())
@example("=1+1")
@example("\t=1+1")
@example('a,"b"\r\nc')
def test_no_cell_of_the_table_is_a_formula_and_nothing_of_a_text_is_lost(
    knowledge: KnowledgeBase, text: str
) -> None:
    plan = with_texts(plan_for(knowledge, text), " ".join(text.split()))
    table = rows(knowledge, plan)
    assert len(table) == sum(len(item.steps) for item in plan.items)
    for row in table:
        assert list(row) == list(COLUMNS)
        assert not any(value[:1] in ("=", "+", "-", "@", "\t", "\r") for value in row.values())
    assert table[0]["Step"].removeprefix("'") == " ".join(text.split()).removeprefix("'")


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_a_hostile_goal_adds_no_element_to_the_page_for_paper(knowledge: KnowledgeBase, text: str) -> None:
    class Elements(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.found: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.found.append(tag)

    def elements(plan: Plan) -> list[str]:
        reader = Elements()
        reader.feed(CHECKLISTS["print"].render(knowledge, plan, {}))
        return reader.found

    harmless = with_texts(plan_for(knowledge, "x"), "plain words")
    assert elements(with_texts(harmless, f"</p><script>{text}</script>")) == elements(harmless)


def test_the_page_for_paper_loads_nothing_and_names_no_employer_s_word(knowledge: KnowledgeBase) -> None:
    page = CHECKLISTS["print"].render(knowledge, plan_for(knowledge, "fewer errors"), {})
    assert "src=" not in page
    assert "<link" not in page
    assert "url(" not in page
    assert "<title>Waymark</title>" in page


@pytest.mark.parametrize("kind", ["markdown", "print"])
def test_what_leaves_says_that_it_is_no_advice_on_law_or_health(knowledge: KnowledgeBase, kind: str) -> None:
    text = CHECKLISTS[kind].render(knowledge, plan_for(knowledge, "x"), {})
    assert "not legal, medical or immigration advice" in text
