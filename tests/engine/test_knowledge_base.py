"""The knowledge base loads whole, and each mistake in a data file is told so that its author can mend it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from engine import knowledge_base
from engine.errors import InputError
from engine.knowledge_base import KnowledgeBase
from tests.conftest import TINY, Builder

BAD = sorted(path for path in (Path(__file__).parent.parent / "bad_knowledge").iterdir() if path.is_dir())


def mistakes_of(root: Path) -> list[str]:
    """What `load` says about the knowledge below a folder; nothing where it loads."""
    try:
        knowledge_base.load(root)
    except InputError as error:
        return [str(mistake) for mistake in error.mistakes]
    return []


@pytest.mark.parametrize("broken", BAD, ids=lambda path: path.name)
def test_a_mistake_in_a_data_file_is_shown_with_its_place_and_what_is_accepted(
    broken: Path, tmp_path: Path
) -> None:
    """Each folder holds the tiny knowledge base's files that differ, and the exact lines expected."""
    root = tmp_path / "knowledge"
    shutil.copytree(TINY, root)
    shutil.copytree(broken, root, dirs_exist_ok=True)
    expected = (broken / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert mistakes_of(root) == expected


@pytest.mark.parametrize("broken", BAD, ids=lambda path: path.name)
def test_every_mistake_names_a_file_and_nothing_of_python(broken: Path) -> None:
    for line in (broken / "expected.txt").read_text(encoding="utf-8").splitlines():
        assert re.match(r"(knowledge|rules)/[\w./-]+(:\d+:\d+)?: ", line), line
        assert "Traceback" not in line
        assert "{'" not in line


def test_the_mistakes_of_all_files_are_reported_together(small_knowledge: Builder) -> None:
    root = small_knowledge(
        {"knowledge/questions/clarity.yml": "type: single\n", "rules/advice/ask_when_unclear.yml": "- 1\n"}
    )
    files = {line.split(":")[0] for line in mistakes_of(root)}
    assert files == {"knowledge/questions/clarity.yml", "rules/advice/ask_when_unclear.yml"}


def test_a_folder_without_knowledge_is_one_clear_mistake(tmp_path: Path) -> None:
    assert mistakes_of(tmp_path) == [
        "knowledge/manifest.yml: this file can't be read: No such file or directory."
    ]


def test_a_data_file_that_is_not_utf_8_is_named(small_knowledge: Builder) -> None:
    root = small_knowledge()
    (root / "knowledge/findings/time_short.yml").write_bytes(b"title: \xe9t\xe9\n")
    assert mistakes_of(root) == ["knowledge/findings/time_short.yml: this is not UTF-8 (byte 7)."]


def test_a_folder_in_place_of_a_data_file_is_named(small_knowledge: Builder) -> None:
    root = small_knowledge()
    (root / "knowledge/findings/odd.yml").mkdir()
    assert mistakes_of(root) == ["knowledge/findings/odd.yml: this file can't be read: Is a directory."]


def test_the_served_knowledge_loads_with_questions_in_the_order_of_the_manifest(
    knowledge: KnowledgeBase,
) -> None:
    order = [name for section in knowledge.sections for name in section.questions]
    assert list(knowledge.questions) == order
    assert list(knowledge.diagnosis) == sorted(knowledge.diagnosis)


def test_the_served_knowledge_is_as_large_as_was_promised(knowledge: KnowledgeBase) -> None:
    assert len(knowledge.findings) >= 20
    assert len(knowledge.strategies) >= 45
    assert len(knowledge.rules) >= 60


def test_the_version_changes_with_any_file_and_with_nothing_else(small_knowledge: Builder) -> None:
    first = knowledge_base.load(small_knowledge()).version
    assert knowledge_base.load(small_knowledge()).version == first
    finding = (TINY / "knowledge/findings/time_short.yml").read_text(encoding="utf-8")
    changed = small_knowledge({"knowledge/findings/time_short.yml": finding + "# a remark\n"})
    assert knowledge_base.load(changed).version != first


def test_the_cache_of_parsed_files_changes_nothing(small_knowledge: Builder) -> None:
    root = small_knowledge()
    cold = knowledge_base.load(root)
    assert (root / ".cache" / "knowledge.json").exists()
    warm = knowledge_base.load(root)
    assert (warm.questions, warm.rules, warm.version) == (cold.questions, cold.rules, cold.version)


@pytest.mark.parametrize("content", ["", "not json", "[]", '{"format": 1}', '{"format": 1, "files": []}'])
def test_a_spoilt_cache_is_as_good_as_none(small_knowledge: Builder, content: str) -> None:
    root = small_knowledge()
    (root / ".cache").mkdir()
    (root / ".cache" / "knowledge.json").write_text(content, encoding="utf-8")
    assert mistakes_of(root) == []


def test_a_mistake_is_found_again_when_all_else_comes_from_the_cache(small_knowledge: Builder) -> None:
    root = small_knowledge()
    assert mistakes_of(root) == []
    rule = root / "rules/diagnosis/time_from_hours.yml"
    rule.write_text(rule.read_text(encoding="utf-8").replace("time_short", "time_shrt"), encoding="utf-8")
    first, second = mistakes_of(root), mistakes_of(root)
    assert first == second
    assert "Did you mean 'time_short'?" in first[0]


def test_nothing_that_was_loaded_can_be_changed(knowledge: KnowledgeBase) -> None:
    question = next(iter(knowledge.questions.values()))
    with pytest.raises(ValueError, match="frozen"):
        question.wording = "Another"  # type: ignore[misc]
    with pytest.raises(TypeError):
        knowledge.questions["new"] = question  # type: ignore[index]


def test_a_rule_that_reads_a_sensitive_answer_is_private_however_far_away_it_is(
    small_knowledge: Builder,
) -> None:
    tiny = knowledge_base.load(small_knowledge())
    assert tiny.private_findings == {"health_in_it"}
    assert tiny.private_rules == {"health_as_marked", "doctor_when_health_plays_a_part"}


def test_a_fact_that_reads_a_sensitive_answer_is_private(knowledge: KnowledgeBase) -> None:
    from engine.facts import FACTS

    for fact in FACTS.values():
        sensitive = [name for name in fact.reads if knowledge.questions[name].sensitive]
        assert fact.private or not sensitive, f"{fact.name} reads {sensitive}"
