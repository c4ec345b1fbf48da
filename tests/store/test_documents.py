"""Client files and their documents."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from tests.clock import Clock
from webapp.store import NoSuchFile, Store


def test_what_was_stored_is_read_back_by_another_process(store: Store) -> None:
    file_id = store.create_file()
    answers = {"goal": "naïve ☂ \ud800 text", "hours": 2.5, "blockers": ["a", "b"], "skipped": None}
    store.change(file_id, "answers", lambda _: answers)
    store.release()
    assert Store(store.data_dir).read(file_id, "answers") == answers


def test_a_change_starts_from_nothing_and_then_from_what_is_there(store: Store) -> None:
    file_id = store.create_file()
    seen: list[dict[str, Any]] = []
    for value in (1, 2):
        store.change(file_id, "answers", lambda before, value=value: (seen.append(before), {"x": value})[1])  # type: ignore[misc]
    assert seen == [{}, {"x": 1}]


def test_a_document_that_was_never_written_is_none(store: Store) -> None:
    assert store.read(store.create_file(), "plan") is None


def test_a_change_that_raises_leaves_everything_as_it_was(store: Store) -> None:
    file_id = store.create_file()
    store.change(file_id, "answers", lambda _: {"x": 1})

    def breaks(before: dict[str, Any]) -> dict[str, Any]:
        before["x"] = 2
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.change(file_id, "answers", breaks)
    assert store.read(file_id, "answers") == {"x": 1}
    store.change(file_id, "answers", lambda before: {**before, "y": 2})
    assert store.read(file_id, "answers") == {"x": 1, "y": 2}


def test_a_value_that_json_does_not_have_is_refused_and_nothing_is_stored(store: Store) -> None:
    file_id = store.create_file()
    with pytest.raises(ValueError, match="JSON"):
        store.change(file_id, "answers", lambda _: {"x": float("nan")})
    assert store.read(file_id, "answers") is None


@pytest.mark.parametrize("file_id", ["", "nobody", "../etc", "' OR 1=1 --", "x" * 10_000])
def test_a_file_that_does_not_exist_can_t_be_read_changed_or_owned(store: Store, file_id: str) -> None:
    store.create_file()
    assert not store.has_file(file_id)
    assert not store.belongs_to(file_id, None)
    for use in (
        lambda: store.read(file_id, "answers"),
        lambda: store.change(file_id, "answers", lambda _: {}),
        lambda: store.owner(file_id),
        lambda: store.trail(file_id),
    ):
        with pytest.raises(NoSuchFile):
            use()


def test_file_ids_carry_128_random_bits_and_fit_into_an_address(store: Store) -> None:
    ids = {store.create_file() for _ in range(20)}
    assert len(ids) == 20
    assert all(len(one) == 22 and one.replace("-", "").replace("_", "").isalnum() for one in ids)


def test_an_erased_file_is_gone_with_its_documents(store: Store) -> None:
    file_id, other = store.create_file(), store.create_file()
    for one in (file_id, other):
        store.change(one, "answers", lambda _: {"x": 1})
    store.erase_file(file_id)
    store.erase_file(file_id)  # erasing twice is no error
    assert not store.has_file(file_id)
    assert store.read(other, "answers") == {"x": 1}


def test_a_coach_s_files_are_listed_with_their_times_and_no_one_else_s(store: Store, clock: Clock) -> None:
    store.coaches.invite("a@example.org", clock() + datetime.timedelta(days=1))
    store.coaches.invite("b@example.org", clock() + datetime.timedelta(days=1))
    a, b = (store.coaches.find(f"{name}@example.org") for name in "ab")
    assert a is not None
    assert b is not None
    first = store.create_file(a.id, {"about": {"alias": "Ash"}})
    clock.forward(hours=1)
    second = store.create_file(a.id)
    theirs, own = store.create_file(b.id), store.create_file()
    clock.forward(hours=1)
    store.change(first, "answers", lambda _: {"x": 1})
    listed = store.files_of(a.id)
    assert [one.id for one in listed] == [first, second]
    assert (listed[0].changed - listed[0].created) == datetime.timedelta(hours=2)
    assert store.read_many((first, second), "about") == {first: {"alias": "Ash"}}
    assert store.owner(first) == a.id
    assert store.owner(own) is None
    assert store.belongs_to(first, a.id)
    assert not store.belongs_to(theirs, a.id)
    assert not store.belongs_to(first, None)
    assert store.belongs_to(own, None)


def test_only_changes_by_a_coach_leave_an_entry_and_only_until_release(store: Store, clock: Clock) -> None:
    file_id = store.create_file()
    store.change(file_id, "answers", lambda _: {"x": 1})
    store.acting_as("coach-1")
    store.change(file_id, "answers", lambda _: {"x": 2})
    store.change(file_id, "answers", lambda _: {"x": 2})  # changes nothing, so no entry
    store.change(file_id, "place", lambda _: {"at": "check"})
    clock.forward(minutes=5)
    store.note(file_id, "took:file")
    store.release()
    store.change(file_id, "answers", lambda _: {"x": 3})
    trail = store.trail(file_id)
    assert [(one.who, one.did) for one in trail] == [("coach-1", "took:file"), ("coach-1", "changed:answers")]
    assert trail[0].at - trail[1].at == datetime.timedelta(minutes=5)


def test_documents_that_are_changed_together_are_stored_together_or_not_at_all(store: Store) -> None:
    file_id = store.create_file(None, {"answers": {"x": 1}})

    def count(now: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        assert now == {"answers": {"x": 1}, "place": {}}
        return {"answers": {"x": 2}, "place": {"at": "goals"}}

    def breaks(now: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        return {"answers": {"x": 3}, "place": {"at": float("nan")}}

    assert store.change_together(file_id, ("answers", "place"), count)["answers"] == {"x": 2}
    with pytest.raises(ValueError, match="JSON"):
        store.change_together(file_id, ("answers", "place"), breaks)
    assert store.read(file_id, "answers") == {"x": 2}
    assert store.read(file_id, "place") == {"at": "goals"}
