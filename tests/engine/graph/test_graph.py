"""`run.py graph STRATEGY` draws all that leads to a strategy, readable, complete and the same every time."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from engine import cli, conditions
from engine.graph import drawing, routes
from engine.graph.boxes import INDENT, PADDING, ROW, lettered
from engine.graph.drawing import _ends, _laid_out
from engine.graph.layers import LANE, columns_of, crossings, in_order
from engine.graph.lettering import width, wrapped
from engine.graph.look import LOOK
from engine.graph.routes import EDGES, LEADS, PINS, RECOMMENDS, RULES_OUT, SUPPRESSES, UNLESS, Routes
from engine.knowledge_base import KnowledgeBase, load
from tests.conftest import Builder

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="session")
def all_routes(knowledge: KnowledgeBase) -> list[Routes]:
    return [routes(knowledge, name) for name in knowledge.strategies]


def kinds_to(found: Routes, target: str) -> set[tuple[str, str]]:
    return {(edge.source, edge.kind) for edge in found.edges if edge.target == target}


def test_the_chain_runs_from_answers_over_findings_and_rules_to_the_strategy(
    small_knowledge: Builder,
) -> None:
    found = routes(load(small_knowledge()), "ask_what_counts")
    assert kinds_to(found, "strategy:ask_what_counts") == {
        ("rule:ask_when_unclear", RECOMMENDS),
        ("rule:no_letter_when_warned", SUPPRESSES),
    }
    assert kinds_to(found, "rule:ask_when_unclear") == {("finding:goals_unclear", LEADS)}
    assert kinds_to(found, "finding:goals_unclear") == {("rule:unclear_from_clarity", LEADS)}
    assert kinds_to(found, "rule:unclear_from_clarity") == {("question:clarity", LEADS)}
    assert kinds_to(found, "rule:no_letter_when_warned") == {("fact:pip_state", LEADS)}


def test_what_keeps_a_rule_from_holding_has_a_line_of_its_own_kind(small_knowledge: Builder) -> None:
    found = routes(load(small_knowledge()), "ask_a_doctor")
    assert ("finding:goals_unclear", UNLESS) in kinds_to(found, "rule:doctor_when_health_plays_a_part")
    assert ("finding:health_in_it", LEADS) in kinds_to(found, "rule:doctor_when_health_plays_a_part")


def test_a_strategy_for_everyone_says_so(small_knowledge: Builder) -> None:
    found = routes(load(small_knowledge()), "weekly_look")
    assert ("everyone", LEADS) in kinds_to(found, "rule:everyone_looks_back")


def test_every_rule_about_a_strategy_is_in_its_drawing(
    knowledge: KnowledgeBase, all_routes: list[Routes]
) -> None:
    targets = (("recommend", RECOMMENDS), ("rule_out", RULES_OUT), ("pin", PINS), ("suppress", SUPPRESSES))
    for found in all_routes:
        wanted = {
            (f"rule:{name}", kind)
            for name, rule in knowledge.rules.items()
            for target, kind in targets
            if getattr(rule, target, None) == found.strategy
        }
        wanted |= {(f"rival:{name}", "gives_way") for name in knowledge.rivals.get(found.strategy, ())}
        assert kinds_to(found, f"strategy:{found.strategy}") == wanted
        for rule in (
            edge.source.removeprefix("rule:") for edge in found.edges if edge.source.startswith("rule:")
        ):
            read = {
                f"{subject}:{name}"
                for subject in ("question", "fact", "finding")
                for name in conditions.reads(knowledge.rules[rule].when, subject)
            }
            assert {source for source, _ in kinds_to(found, f"rule:{rule}")} == (read or {"everyone"})


def test_no_two_boxes_and_no_line_that_passes_lie_on_one_another(all_routes: list[Routes]) -> None:
    for found in all_routes:
        boxes, layout = _laid_out(found)
        by_column: dict[int, list[tuple[float, float]]] = {}
        for name, one in boxes.items():
            top = layout.tops[name]
            by_column.setdefault(one.box.column, []).append((top, top + one.height))
        for (_, column), middle in layout.lanes.items():
            by_column.setdefault(column, []).append((middle - LANE / 2, middle + LANE / 2))
        for spans in by_column.values():
            for (_, bottom), (top, _) in itertools.pairwise(sorted(spans)):
                assert bottom < top, found.strategy


def test_all_words_are_inside_their_box(all_routes: list[Routes]) -> None:
    for found in all_routes:
        boxes, _ = _laid_out(found)
        for one in boxes.values():
            assert one.lines
            for line in one.lines:
                wide = width(line.text, line.style.size, line.style.bold, line.style.fixed)
                assert line.x + wide <= one.width - PADDING + 0.1, line.text
                assert line.style.size <= line.y <= one.height - line.style.size * 0.25, line.text


def test_no_word_is_lost_where_lines_break(all_routes: list[Routes]) -> None:
    for found in all_routes:
        for box in found.boxes:
            said = "".join(line.text for line in lettered(box, 1).lines)
            whole = box.heading + box.text + box.note + box.name + "".join(box.rows)
            assert said.replace(" ", "") == whole.replace(" ", "")


def test_lines_meet_their_box_and_not_its_neighbour(all_routes: list[Routes]) -> None:
    for found in all_routes:
        boxes, layout = _laid_out(found)
        for edge, height in _ends(found, boxes, layout).items():
            top = layout.tops[edge.target] + 96
            assert top < height < top + boxes[edge.target].height


def test_a_drawing_is_the_same_every_time(knowledge: KnowledgeBase) -> None:
    again = "from engine.graph import *; from engine.knowledge_base import load; "
    again += "import sys; sys.stdout.buffer.write(drawing(routes(load(), 'get_advice_early')).encode())"
    shown = subprocess.run([sys.executable, "-c", again], capture_output=True, check=True).stdout
    assert shown.decode() == drawing(routes(knowledge, "get_advice_early"))


def test_every_drawing_is_one_file_with_a_title_and_all_of_it_in_words(
    knowledge: KnowledgeBase, all_routes: list[Routes]
) -> None:
    for found in all_routes:
        text = drawing(found)
        root = ElementTree.fromstring(text)
        assert root.get("role") == "img"
        assert knowledge.strategies[found.strategy].title in (root.findtext(f"{SVG}title") or "")
        told = root.findtext(f"{SVG}desc") or ""
        assert all(sentence in told for sentence in found.told)
        assert len(found.told) == sum(box.id.startswith("rule:") for box in found.boxes)
        links = re.sub(r'xmlns="[^"]+"|url\(#end-\w+\)', "", text)
        assert "http" not in links
        assert "url(" not in links
        assert "prefers-color-scheme:dark" in text


def test_kinds_of_lines_differ_by_more_than_colour() -> None:
    assert set(LOOK) == set(EDGES)
    assert len({(look.width, look.dashes, look.end) for look in LOOK.values()}) == len(LOOK)
    assert len({look.end for look in LOOK.values()}) == len(LOOK)


def test_the_legend_names_each_kind_of_line_that_is_there(small_knowledge: Builder) -> None:
    text = drawing(routes(load(small_knowledge()), "ask_what_counts"))
    assert EDGES[SUPPRESSES] in text
    assert EDGES[PINS] not in text


def test_markup_in_a_title_stays_words(small_knowledge: Builder) -> None:
    path = "knowledge/strategies/weekly_look.yml"
    root = small_knowledge()
    text = (root / path).read_text(encoding="utf-8")
    (root / path).write_text(re.sub(r"^title: .*$", 'title: "Look <b>& back"', text, flags=re.MULTILINE))
    made = drawing(routes(load(root), "weekly_look"))
    assert "Look &lt;b&gt;&amp; back" in made
    ElementTree.fromstring(made)


def test_the_order_takes_away_most_of_the_crossings(all_routes: list[Routes]) -> None:
    before = after = 0
    for found in all_routes:
        columns, links = columns_of(found)
        before += crossings(columns, links)
        now = crossings(in_order(columns, links), links)
        assert now <= crossings(columns, links)
        after += now
    assert 0 < after < before / 2


def test_a_word_that_is_too_long_is_broken_and_an_id_at_its_joints() -> None:
    assert (
        "".join(wrapped("Donaudampfschifffahrtsgesellschaft", 60, 14)) == "Donaudampfschifffahrtsgesellschaft"
    )
    assert len(wrapped("Donaudampfschifffahrtsgesellschaft", 60, 14)) > 2
    assert wrapped("meetings_missing_from_rhythm", 130, 11, fixed=True)[0].endswith("_")


def test_letters_that_nobody_thought_of_are_taken_as_wide() -> None:
    assert width("\u6587", 10) >= 10
    assert width("\U0001f600", 10) >= 10
    assert width("\u00e9", 10) == width("e", 10)
    assert width("e\u0301", 10) == width("e", 10)
    assert 0 < INDENT < ROW.size * 2


def test_an_unknown_strategy_is_answered_with_the_nearest_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["graph", "get_advice_erly"]) == 2
    assert "Did you mean 'get_advice_early'?" in capsys.readouterr().err


def test_the_command_writes_the_file(tmp_path: Path, knowledge: KnowledgeBase) -> None:
    file = tmp_path / "way.svg"
    assert cli.main(["graph", "get_advice_early", "-o", str(file)]) == 0
    assert file.read_text(encoding="utf-8") == drawing(routes(knowledge, "get_advice_early"))
