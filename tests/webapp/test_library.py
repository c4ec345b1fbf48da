"""The app serves what the data files say now, and goes on serving when an edit is broken."""

from __future__ import annotations

import gc
import os
import threading
import time
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest

from engine import inference
from engine.errors import InputError
from engine.knowledge_base import ROOT, load
from engine.translations.writing import new_language
from tests.conftest import Builder
from webapp import library as libraries
from webapp.library import Library, look_at

GOALS = "knowledge/findings/goals_unclear.yml"


class Watch:
    """Time that passes only when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def root(small_knowledge: Builder) -> Path:
    return small_knowledge()


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def library(root: Path, watch: Watch, said: list[str]) -> Library:
    return Library(root, every=1.0, clock=watch, say=said.append)


def edit(path: Path, old: str, new: str) -> None:
    """Saves an edit, with a time of change of its own whatever the clock of the file system."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    before = path.stat().st_mtime_ns
    path.write_text(text.replace(old, new), encoding="utf-8")
    os.utime(path, ns=(before + 1_000_000, before + 1_000_000))


def retitle(root: Path, title: str) -> None:
    path = root / GOALS
    line = next(one for one in path.read_text(encoding="utf-8").splitlines() if one.startswith("title:"))
    edit(path, line, f"title: {title}")


def test_an_edit_is_served_at_the_next_look(
    library: Library, root: Path, watch: Watch, said: list[str]
) -> None:
    retitle(root, "Goals are open")
    watch.now = 1.0
    assert library.base().findings["goals_unclear"].title == "Goals are open"
    assert said == [f"The knowledge was read anew: number {library.base().version}."]


def test_it_looks_at_the_files_once_a_second_at_most(
    library: Library, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = []
    monkeypatch.setattr(libraries, "look_at", lambda root: looks.append(1) or look_at(root))
    for tenth in range(35):
        watch.now = tenth / 10
        library.base()
    assert len(looks) == 3


def test_what_did_not_change_is_not_read_again(library: Library, watch: Watch) -> None:
    before = library.base()
    watch.now = 5.0
    assert library.base() is before


def test_a_broken_edit_leaves_the_last_good_one_and_says_where(
    library: Library, root: Path, watch: Watch, said: list[str]
) -> None:
    before = library.base()
    edit(root / GOALS, "cause:", "casue:")
    watch.now = 1.0
    assert library.base() is before
    assert any(one.where.startswith(f"{GOALS}:") and one.nearest == "cause" for one in library.mistakes)
    assert any(f"{GOALS}:" in line for line in said)


def test_a_broken_language_keeps_no_edit_of_the_english_from_being_served(
    root: Path, watch: Watch, said: list[str]
) -> None:
    piece = new_language(root, "cy") / GOALS.removeprefix("knowledge/")
    library = Library(root, clock=watch, say=said.append)
    library.base("cy")
    piece.write_text("title: broken\n", encoding="utf-8")
    retitle(root, "Goals are open")
    watch.now = 1.0
    assert library.base().findings["goals_unclear"].title == "Goals are open"
    assert library.base("cy").findings["goals_unclear"].title == "Goals are open"
    assert any("languages/cy" in one.where for one in library.mistakes)


def test_a_broken_translation_leaves_the_last_good_one(root: Path, watch: Watch, said: list[str]) -> None:
    piece = new_language(root, "cy") / GOALS.removeprefix("knowledge/")
    library = Library(root, clock=watch, say=said.append)
    before = library.base("cy")
    piece.write_text("title: broken\n", encoding="utf-8")
    watch.now = 1.0
    assert library.base("cy") is before


def test_a_broken_edit_is_told_once_and_forgotten_when_mended(
    library: Library, root: Path, watch: Watch, said: list[str]
) -> None:
    edit(root / GOALS, "cause:", "casue:")
    for second in (1.0, 2.0, 3.0):
        watch.now = second
        library.base()
    assert sum("can't be served" in line for line in said) == 1
    edit(root / GOALS, "casue:", "cause:")
    watch.now = 4.0
    library.base()
    assert library.mistakes == ()


def test_a_file_that_comes_or_goes_is_an_edit_too(library: Library, root: Path, watch: Watch) -> None:
    source = "number: 7\ntitle: A book\n"
    (root / "knowledge/sources").mkdir(exist_ok=True)
    (root / "knowledge/sources/a_book.yml").write_text(source, encoding="utf-8")
    watch.now = 1.0
    assert "a_book" in library.base().sources
    (root / "knowledge/sources/a_book.yml").unlink()
    watch.now = 2.0
    assert "a_book" not in library.base().sources


def test_knowledge_that_was_given_is_served_as_it_is(root: Path) -> None:
    given = load(root)
    fixed = Library.of(given)
    retitle(root, "Goals are open")
    assert fixed.base() is given


def test_knowledge_that_was_never_good_is_refused(small_knowledge: Builder) -> None:
    with pytest.raises(InputError):
        Library(small_knowledge({GOALS: "title:\n"}))


def test_old_knowledge_and_its_evaluators_are_let_go(library: Library, root: Path, watch: Watch) -> None:
    def old() -> weakref.ref[object]:
        first = library.base()
        inference.evaluator_for(first, "compiled")
        return weakref.ref(first)

    first = old()
    kept = len(inference._made)
    retitle(root, "Goals are open")
    watch.now = 1.0
    library.base()
    gc.collect()
    assert first() is None
    assert len(inference._made) == kept - 1


def test_many_threads_are_served_whole_knowledge_while_it_changes(root: Path) -> None:
    library = Library(root, every=0, say=lambda line: None)
    stop = threading.Event()
    wrong: list[object] = []

    def read() -> None:
        while not stop.is_set():
            found = library.base()
            if found.findings["goals_unclear"].title not in titles:
                wrong.append(found)

    titles = {load(root).findings["goals_unclear"].title, *(f"Title {number}" for number in range(20))}
    threads = [threading.Thread(target=read) for _ in range(6)]
    for thread in threads:
        thread.start()
    for number in range(20):
        swap_in(root / GOALS, f"Title {number}")
    stop.set()
    for thread in threads:
        thread.join()
    assert not wrong
    assert library.base().findings["goals_unclear"].title == "Title 19"


def test_whoever_looks_each_time_waits_for_a_reading_that_another_began(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(root, every=0, say=lambda line: None)
    reading, go_on = threading.Event(), threading.Event()
    real = libraries.load

    def slowly(*arguments: object) -> object:
        reading.set()
        go_on.wait(10)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(libraries, "load", slowly)
    retitle(root, "Goals are open")
    first = threading.Thread(target=library.base)
    first.start()
    assert reading.wait(10)
    seen: list[str] = []
    second = threading.Thread(target=lambda: seen.append(library.base().findings["goals_unclear"].title))
    second.start()
    go_on.set()
    first.join()
    second.join()
    assert seen == ["Goals are open"]


def swap_in(path: Path, title: str) -> None:
    """As editors save: a new file takes the old one's name."""
    lines = path.read_text(encoding="utf-8").splitlines()
    changed = [f"title: {title}" if line.startswith("title:") else line for line in lines]
    beside = path.with_suffix(".new")
    beside.write_text("\n".join(changed) + "\n", encoding="utf-8")
    os.replace(beside, path)


def test_a_look_at_every_data_file_costs_little_more_than_asking_for_their_sizes(
    best_of: Callable[..., float],
) -> None:
    paths = [path for path, _, _ in look_at(ROOT)]
    assert len(paths) > 500
    assert best_of(lambda: look_at(ROOT)) < 3 * best_of(lambda: [os.stat(path) for path in paths])


@pytest.fixture
def best_of() -> Callable[[Callable[[], object]], float]:
    """The least processor time of many: what the machine does besides can only add to it."""

    def measure(do: Callable[[], object]) -> float:
        times = []
        for _ in range(20):
            start = time.thread_time()
            do()
            times.append(time.thread_time() - start)
        return min(times)

    return measure
