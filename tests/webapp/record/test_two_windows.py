"""The record in two windows, and forms that are sent twice: nothing that was typed is lost."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.webapp.record.at_record import document, token, write
from tests.webapp.without_script import Person


def test_two_windows_never_overwrite_each_other_silently(planned: Person) -> None:
    write(planned, "Something done", done="Zebra")
    address = planned.open("/record/").link("Change")
    old = planned.open(address).page.forms
    planned.fill(done="Lion").press("Keep it")
    form = next(one for one in old if one.action == address)
    typed = {one.name: one.value for one in form.controls} | {"done": "Bear"}
    planned._take(planned.client.post(address, data=typed))
    assert planned.response.status_code == 409
    assert "Lion" in planned.words
    assert "Bear" in planned.words
    planned.press("Keep what I typed")
    assert "Bear" in planned.open("/record/").words


def test_a_form_sent_twice_writes_one_entry(app: Flask, planned: Person) -> None:
    planned.open("/record/").open(planned.link("Something done"))
    form = next(one for one in planned.page.forms if one.action.startswith("/record/new/"))
    data = {one.name: one.value for one in form.controls} | {"done": "Once"}
    for _ in range(2):
        planned.client.post(form.action, data=data)
    assert len(document(app, planned)["entries"]) == 1


@pytest.mark.parametrize("count", ["", "x", "999999999999", "0"])
def test_an_undo_that_came_too_late_changes_nothing(planned: Person, count: str) -> None:
    write(planned, "Something done", done="Zebra")
    planned.client.post("/record/undo", data={"csrf_token": token(planned), "count": count})
    assert "Zebra" in planned.open("/record/").words


def test_an_undo_from_an_old_page_says_that_nothing_was_taken_back(planned: Person) -> None:
    write(planned, "Something done", done="Zebra")
    planned.client.post("/record/undo", data={"csrf_token": token(planned), "count": "0"})
    assert "so nothing was taken back" in planned.open("/record/").words


def test_one_line_that_is_sent_twice_is_written_once(app: Flask, planned: Person) -> None:
    planned.open("/plan/")
    form = next(one for one in planned.page.forms if one.action == "/record/quick")
    data = {one.name: one.value for one in form.controls} | {"words": "Once", "kind": "evidence"}
    for _ in range(2):
        planned.client.post(form.action, data=data)
    assert len(document(app, planned)["entries"]) == 1


@pytest.mark.parametrize("where", ["/plan/", "the whole form"])
def test_other_words_sent_from_the_same_form_are_written_too(app: Flask, planned: Person, where: str) -> None:
    """As with the browser's Back: the page that comes is the one that was sent already."""
    planned.open("/record/").open("/plan/" if where == "/plan/" else planned.link("Something done"))
    form = next(one for one in planned.page.forms if one.action.startswith("/record/"))
    data = {one.name: one.value for one in form.controls} | {"kind": "evidence"}
    words = "words" if where == "/plan/" else "done"
    for said in ("First", "Second"):
        planned.client.post(form.action, data={**data, words: said})
    assert [one["done"] for one in document(app, planned)["entries"]] == ["First", "Second"]


def test_an_edit_of_what_another_window_took_out_is_not_lost(app: Flask, planned: Person) -> None:
    write(planned, "Something done", done="Zebra")
    address = planned.open("/record/").link("Change")
    form = next(one for one in planned.open(address).page.forms if one.action == address)
    planned.press("Take it out")
    typed = {one.name: one.value for one in form.controls} | {"done": "Bear"}
    planned._take(planned.client.post(address, data=typed))
    assert planned.response.status_code == 409
    assert "It was taken out in another window." in planned.words
    planned.press("Write it down")
    assert [one["done"] for one in document(app, planned)["entries"]] == ["Bear"]
