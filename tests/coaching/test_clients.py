"""A coach's clients: their list, a new one by alias, and no one else's."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask

from tests.coaching.conftest import ALIAS
from tests.security.conftest import EMAIL
from tests.webapp.without_script import Person
from webapp.store import Store, StoreFull

NewCoach = Callable[..., Person]
Browser = Callable[[], Person]


def client_id(person: Person) -> str:
    found = re.match(r"/coach/clients/([^/]+)/", person.address)
    assert found is not None
    return found[1]


def test_a_new_client_is_in_the_list_by_alias(client: Person) -> None:
    assert ALIAS in client.words
    assert "Begin the questions" in client.words
    listed = client.open("/coach/")
    assert ALIAS in listed.words
    assert "No plan yet" in listed.words


@pytest.mark.parametrize("alias", ["", "   ", "x" * 41])
def test_an_alias_that_can_t_be_taken_makes_no_file(coach: Person, store: Store, alias: str) -> None:
    coach.fill(alias=alias).press("Open their file")
    assert coach.response.status_code == 422
    assert "To put right" in coach.words
    found = store.coaches.find(EMAIL)
    assert found is not None
    assert store.files_of(found.id) == ()


def test_an_alias_is_shown_as_it_was_typed_and_runs_nothing(coach: Person) -> None:
    coach.fill(alias="<script>x</script> \u202e& Co\n").press("Open their file")
    assert "<script>x" not in coach.response.text
    assert "<script>x</script>" in coach.words


def test_another_name_takes_the_place_of_the_first(client: Person) -> None:
    client.fill(alias="Grey Owl").press("Change the name")
    assert "Grey Owl" in client.words
    assert ALIAS not in client.open("/coach/").words


def test_neither_alias_nor_address_stands_in_the_tab_or_the_address(client: Person) -> None:
    assert client.title == "Client – Waymark"
    assert "heron" not in client.address.lower()


def test_a_file_is_erased_after_asking(client: Person, store: Store) -> None:
    file_id = client_id(client)
    client.open(client.link("Erase this file"))
    assert store.has_file(file_id)
    client.press("Erase it")
    assert client.address == "/coach/"
    assert ALIAS not in client.words
    assert not store.has_file(file_id)


def client_addresses(app: Flask, file_id: str) -> list[tuple[str, str]]:
    """Every method and address below a client's, as the app has them registered."""
    found = []
    for rule in app.url_map.iter_rules():
        if "client_id" in rule.arguments:
            values: dict[str, str] = dict.fromkeys(rule.arguments, "device") | {"client_id": file_id}
            if "name" in rule.arguments:
                values["name"] = "markdown"
            with app.test_request_context():
                built = rule.build(values)
            assert built is not None
            found += [(method, built[1]) for method in sorted((rule.methods or set()) & {"GET", "POST"})]
    return found


def test_every_address_of_a_client_is_nothing_to_another_coach_and_leads_others_to_the_login(
    planned: Person, new_coach: NewCoach, browser: Browser, app: Flask, store: Store
) -> None:
    file_id = client_id(planned)
    before = {name: store.read(file_id, name) for name in ("answers", "plan", "edits", "about", "progress")}
    trail = store.trail(file_id)
    store.release()
    other, nobody = new_coach("bora@example.org"), browser().open("/coach/login")
    addresses = client_addresses(app, file_id)
    assert len(addresses) > 25
    for method, address in addresses:
        for who, status in ((other, 404), (nobody, 303)):
            data = {"csrf_token": who.hidden("csrf_token"), "alias": "x", "item": "x", "text": "x"}
            response = who.client.open(address, method=method, data=data if method == "POST" else None)
            assert (method, address, response.status_code) == (method, address, status)
            assert ALIAS not in response.text
            if status == 303:
                assert response.headers["Location"] == "/coach/login"
    unknown = planned.client.get("/coach/clients/AAAAAAAAAAAAAAAAAAAAAA/")
    theirs = other.client.get(f"/coach/clients/{file_id}/")
    assert unknown.status_code == theirs.status_code == 404
    assert before == {name: store.read(file_id, name) for name in before}
    assert store.trail(file_id) == trail


def test_a_person_s_own_file_is_not_a_client_of_anyone(coach: Person, store: Store) -> None:
    own = store.create_file(None, {"answers": {"main_goal": "x"}})
    store.release()
    assert coach.client.get(f"/coach/clients/{own}/").status_code == 404
    assert coach.client.get(f"/coach/clients/{own}/plan/").status_code == 404


def test_a_client_s_file_does_not_open_as_a_person_s_own(planned: Person, browser: Browser) -> None:
    file_id = client_id(planned)
    person = browser()
    with person.client.session_transaction() as session:
        session["file"] = file_id
    assert person.client.get("/plan/").headers["Location"] == "/questionnaire/"
    with person.client.session_transaction() as session:
        assert "file" not in session


def test_what_the_coach_answers_is_stored_in_the_client_s_file_only(planned: Person, store: Store) -> None:
    answers = store.read(client_id(planned), "answers") or {}
    assert answers["concerns"] == ["deadlines"]
    with planned.client.session_transaction() as session:
        assert "file" not in session


def test_what_is_done_in_a_file_is_in_its_trail(planned: Person, browser: Browser) -> None:
    file_id = client_id(planned)
    planned.client.get(f"/coach/clients/{file_id}/plan/file/csv")
    planned.client.get(f"/coach/clients/{file_id}/plan/print")
    home = planned.open(f"/coach/clients/{file_id}/")
    for did in (
        "Opened the file",
        "Changed answers",
        "Made the plan",
        "Took the checklist as a file",
        "Opened the print page",
    ):
        assert f"2026-03-02 12:00 You {did}" in home.words


def test_a_coach_is_told_that_talks_are_not_protected_by_law(coach: Person) -> None:
    assert "not protected by law" in coach.words


@pytest.mark.parametrize("page", ["", "questionnaire/", "questionnaire/check", "plan/", "tailor/", "erase"])
def test_help_and_the_way_back_are_on_every_page_of_a_client(planned: Person, page: str) -> None:
    shown = planned.open(f"/coach/clients/{client_id(planned)}/{page}")
    assert shown.response.status_code == 200
    assert shown.link("Get help now") == "/help"
    assert shown.link("Clients") == "/coach/"
    assert ALIAS in shown.words


@pytest.mark.parametrize("taken", ["file/csv", "print"])
def test_what_did_not_leave_is_not_in_the_trail(client: Person, store: Store, taken: str) -> None:
    file_id = client_id(client)  # there is no plan yet
    for address in (taken, "file/exe"):
        assert client.client.get(f"/coach/clients/{file_id}/plan/{address}").status_code == 404
    assert not [entry for entry in store.trail(file_id) if entry.did.startswith("took:")]


@pytest.mark.parametrize("taken", ["file/csv", "print"])
def test_nothing_leaves_that_can_not_be_noted_in_the_trail(
    planned: Person, store: Store, monkeypatch: pytest.MonkeyPatch, taken: str
) -> None:
    def fails(*_: object) -> None:
        raise StoreFull("The disk is full.")

    file_id = client_id(planned)
    with monkeypatch.context() as patched:
        patched.setattr(Store, "note", fails)
        planned.open(f"/coach/clients/{file_id}/plan/{taken}")
    assert planned.response.status_code == 503
    assert "can’t get at what is kept" in planned.words
    assert "Content-Disposition" not in planned.response.headers
    assert planned.response.headers["Cache-Control"] == "no-store"
