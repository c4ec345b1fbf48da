"""A coach sees nothing of a client's record, whatever page they open."""

from __future__ import annotations

from flask import Flask

from tests.webapp.conftest import to_check
from tests.webapp.without_script import Person
from webapp import services
from webapp.guides.opaque import opaque


def test_letters_of_a_client_hold_no_word_of_the_record(app: Flask, client: Person) -> None:
    home = client.address
    entries = [
        {"id": "a", "rev": 1, "kind": "evidence", "on": "2026-03-01", "done": "Mine alone", "place": "p"},
        {"id": "b", "rev": 1, "kind": "feedback", "on": "2026-03-01", "said": "Mine alone"},
        {"id": "c", "rev": 1, "kind": "check_in", "on": "2026-03-01", "state": "held", "open": "Mine alone"},
        {"id": "d", "rev": 1, "kind": "mood", "on": "2026-03-01", "mood": "hard", "note": "Mine alone"},
    ]
    to_check(client.open(f"{home}questionnaire/device").fill(employer_device="no")).press("Make my plan")
    with app.app_context():
        store = services().store
        store.change(home.split("/")[3], "record", lambda _: {"form": 1, "entries": entries})
        letters = list(services().kb.letters)
        store.release()
    for name in letters:
        client.open(f"{home}plan/letter/{opaque(name)}")
        assert client.response.status_code == 200
        assert "Mine alone" not in client.response.text, name
    assert "Write one line down" not in client.open(f"{home}plan/").words
    assert client.open(f"{home}record/").response.status_code == 404
