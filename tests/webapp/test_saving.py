"""Saving in passing and keeping: in order, in one go, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from tests.webapp.conftest import to_check
from tests.webapp.without_script import Person
from webapp.store import Store, StoreFull
from webapp.store.sealing import FileKey


def file_of(person: Person) -> str:
    with person.client.session_transaction() as session:
        return str(session["file"])


@pytest.fixture
def kept(app: Flask) -> Callable[[Person], Mapping[str, Any]]:
    """The answers that are stored of a person."""

    def read(person: Person) -> Mapping[str, Any]:
        store: Store = app.extensions["waymark"].store
        return store.read(file_of(person), "answers") or {}

    return read


Kept = Callable[[Person], Mapping[str, Any]]


def sent_in_passing(person: Person, number: int, **answers: str) -> Callable[[], bool]:
    """A save in passing of the page as it is now, the page's `number`th send; called, it arrives."""
    person.fill(**answers)
    data = MultiDict(
        (one.name, one.value)
        for one in person._controls()
        if one.kind not in ("radio", "checkbox") or one.checked
    )
    data["turn"] = str(number)
    address = person.address + "/turn"

    def arrive() -> bool:
        response = person.client.post(address, data=data)
        assert response.status_code == 200
        return bool((response.json or {})["saved"])

    return arrive


def numbered(person: Person, number: int) -> Person:
    """The page's own send is the `number`th."""
    for control in person._controls():
        if control.name == "turn":
            control.value = str(number)
    return person


def test_a_late_save_in_passing_does_not_overwrite_the_page_that_was_sent_after_it(
    own_device: Person, kept: Kept
) -> None:
    late = sent_in_passing(own_device, 1, pip_stage="under_way")
    numbered(own_device, 2).fill(pip_stage="near_end").press("Continue")
    assert late() is False
    assert kept(own_device)["pip_stage"] == "near_end"


def test_of_two_saves_in_passing_the_newer_one_holds(own_device: Person, kept: Kept) -> None:
    older = sent_in_passing(own_device, 1, pip_stage="under_way")
    newer = sent_in_passing(own_device, 2, pip_stage="near_end")
    assert newer() is True
    assert older() is False
    assert kept(own_device)["pip_stage"] == "near_end"


def test_the_same_page_opened_again_saves_from_the_beginning(own_device: Person, kept: Kept) -> None:
    sent_in_passing(own_device, 7, pip_stage="under_way")()
    own_device.open("/questionnaire/situation")
    assert sent_in_passing(own_device, 1, pip_stage="near_end")() is True
    assert kept(own_device)["pip_stage"] == "near_end"


@pytest.mark.parametrize("number", ["9" * 5000, "x", "-1", "²"])
def test_a_number_that_makes_no_sense_does_no_harm(own_device: Person, kept: Kept, number: str) -> None:
    for control in own_device._controls():
        if control.name == "turn":
            control.value = number
    own_device.fill(pip_stage="near_end").press("Continue")
    assert own_device.response.status_code == 200
    assert kept(own_device)["pip_stage"] == "near_end"


def test_the_order_of_sends_is_kept_for_a_few_pages_only(own_device: Person, app: Flask) -> None:
    for _ in range(30):
        own_device.open("/questionnaire/situation").press("Continue")
    place = app.extensions["waymark"].store.read(file_of(own_device), "place")
    assert 0 < len(place["turns"]) < 12


def test_keeping_stores_everything_in_one_go(
    work_device: Person, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    work_device.fill(pip_stage="near_end").press("Continue")

    def fails(*_: object, **__: object) -> None:
        raise StoreFull("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(Store, "change", fails)
        to_check(work_device).press("Keep my answers here")
    assert kept(work_device)["pip_stage"] == "near_end"


def test_keeping_that_breaks_in_the_midst_leaves_nothing(
    work_device: Person, stored_files: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    seal = FileKey.seal

    def breaks(key: FileKey, name: str, value: object) -> bytes:
        if name == "place":
            raise StoreFull("The disk is full.")
        return seal(key, name, value)

    to_check(work_device)
    with monkeypatch.context() as patched:
        patched.setattr(FileKey, "seal", breaks)
        work_device.press("Keep my answers here")
    assert work_device.response.status_code == 503
    assert stored_files() == 0
    with work_device.client.session_transaction() as session:
        assert "file" not in session
