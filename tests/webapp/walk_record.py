"""A walk through the record and the reports: every page, state, refusal and file."""

from __future__ import annotations

import re

from engine.record.fields import KINDS
from engine.record.reports import KINDS as REPORTS
from tests.webapp.pseudo_app import TYPED, Watched, p
from tests.webapp.walk_goals import ANSWERS
from tests.webapp.without_script import Person
from webapp import services
from webapp.guides.opaque import opaque

LINES = "\n".join([TYPED, TYPED])


def walk_record(watched: Watched) -> None:
    """All of it, as one person."""
    for address in ("/record/", "/record/check-ins", "/record/reports/"):
        watched.person().open(address)  # where nothing is kept
    carried = watched.person().open("/questionnaire/")
    carried.client.post(
        "/record/", data={"csrf_token": carried.hidden("csrf_token"), "carried": '{"country": "UK"}'}
    )
    person = watched.person_with(ANSWERS)
    person.open("/questionnaire/check").press(p("Make my plan"))
    person.open("/record/").open("/record/check-ins").open("/record/reports/")
    goals = [{"id": "g1", "title": TYPED, "target": 9, "readings": [{"on": "2026-03-01", "value": 9}]}]
    _store(watched, person, "goals", {"form": 1, "goals": [*goals, {"id": "g2", "title": TYPED}]})
    _entries(person)
    _took_place(person)
    _reports(person)
    for kind in KINDS:
        person.open("/record/")
        person.client.post("/record/find", data={**_form(person), "kind": kind, "words": "9"})
    person.client.post("/record/find", data={**_form(person), "since": TYPED})
    _store(watched, person, "goals", {"form": 1, "goals": []})
    person.open("/record/").open("/record/reports/")
    many = [
        {"id": f"e{n}", "rev": 1, "kind": "mood", "on": f"2026-02-{n % 9 + 19}", "mood": "hard"}
        for n in range(70)
    ]
    _store(watched, person, "record", {"form": 1, "entries": many})
    person.open("/record/").open("/record/page/2")
    kept = [
        {
            "id": f"r{n}",
            "rev": 1,
            "kind": "friday",
            "on": "2026-02-01",
            "subject": "",
            "text": "",
            "made": "9",
        }
        for n in range(400)
    ]
    _store(watched, person, "reports", {"form": 1, "reports": kept})
    person.open("/record/reports/")
    person.client.post("/record/reports/write", data={**_form(person), "kind": "friday"})
    full = [{**many[0], "id": f"f{n}"} for n in range(4000)]
    _store(watched, person, "record", {"form": 1, "entries": full})
    person.client.post("/record/quick", data={**_form(person), "words": TYPED, "kind": "evidence"})


def _store(watched: Watched, person: Person, name: str, document: dict[str, object]) -> None:
    with person.client.session_transaction() as session:
        file = session["file"]
    with watched.app.app_context():
        services().store.change(file, name, lambda _: document)
        services().store.release()


def _form(person: Person) -> dict[str, str]:
    return {"csrf_token": person.hidden("csrf_token") or ""}


def _entries(person: Person) -> None:
    """Every kind written, refused, changed in two windows, taken out and brought back."""
    typed = {
        "evidence": {"done": LINES, "place": f"https://{TYPED}", "seen": TYPED, "goal": "g1"},
        "feedback": {
            "said": LINES,
            "who": TYPED,
            "next": TYPED,
            "goal": "g1",
            "sort": "both",
            "private": "yes",
        },
        "mood": {"mood": "very_hard", "sure": "a_little", "note": TYPED},
        "check_in": {"at": TYPED, "questions": LINES, "state": "planned", "on": "2026-03-09"},
    }
    for kind, fields in typed.items():
        address = f"/record/new/{opaque(f'record {kind}')}"
        person.open(address)
        wrong = dict.fromkeys(fields, TYPED * 2000) | {"on": TYPED, "next_on": TYPED}
        person.client.post(address, data={**_form(person), **wrong})
        person.client.post(address, data={**_form(person), "on": "2027-01-01"})
        person._take(person.client.post(address, data={**_form(person), **fields}, follow_redirects=True))
        person.open("/record/")
    person.client.post(
        "/record/quick", data={**_form(person), "words": TYPED, "kind": "evidence", "back": "plan"}
    )
    person.open("/plan/")
    person.client.post("/record/quick", data={**_form(person), "words": "", "kind": "feedback"})
    for name in dict.fromkeys(re.findall(r"/record/entry/[^\"]+", person.open("/record/").response.text)):
        person.open(name)
        old, new = (
            {**_form(person), "rev": "1"},
            {"on": "2026-03-01", "done": "9", "said": "9", "mood": "good"},
        )
        person.client.post(name, data={**old, **new, "state": "cancelled", "by": "manager"})
        person.client.post(name, data={**old, **new, "on": "2026-02-01", "goal": "g1", "state": "moved"})
        person.client.post(name, data={**old, "on": TYPED})
        person.open(name).open("/record/").open("/record/check-ins")
        for then in ("agenda", "summary", "new_date", "next"):
            rev = person.open(name).hidden("rev") or ""
            more = {"then": then, "next_on": "2026-03-16", "mine": LINES, "open": LINES, "block": TYPED}
            answer = person.client.post(name, data={**_form(person), "rev": rev, **new, **more})
            person.open(answer.location or name)
    person.open(name).press(p("Take it out"))
    person.press(p("Undo"))
    person.client.post("/record/undo", data={**_form(person), "count": "9"})
    person.open("/record/")
    person.client.post("/record/entry/gone", data={**_form(person), "kind": "evidence", "done": TYPED})
    person.client.post("/record/keep-it", data=_form(person))


def _took_place(person: Person) -> None:
    """A check-in whose day has passed: asked about everywhere, moved to no day and to a day, and told of."""
    address = f"/record/new/{opaque('record check_in')}"
    for day in ("2026-02-20", "2026-02-27"):
        person.client.post(address, data={**_form(person.open("/record/")), "on": day, "state": "planned"})
    for page in ("/plan/", "/record/", "/record/check-ins", "/record/reports/"):
        person.open(page)
    asked = re.findall(r"/record/entry/[^/\"]+/took-place", person.open("/record/check-ins").response.text)
    for how, day in (("moved", TYPED), ("moved", "2026-02-01"), ("moved", "2026-03-09"), ("held", "")):
        answer = person.client.post(asked[0], data={**_form(person), "how": how, "moved_to": day})
        person.open(answer.location or "/record/")
    person.client.post(asked[-1], data={**_form(person), "how": "cancelled"})
    kept = {**_form(person), "on": "2026-03-20"}
    for state, then in (("", "held"), ("", "summary"), ("held", "new_date"), ("cancelled", "summary")):
        person.client.post(address, data={**kept, "state": state, "then": then})


def _reports(person: Person) -> None:
    """Every report written, changed, written anew, taken back, taken along and taken out."""
    for kind in REPORTS:
        person.open("/record/reports/")
        sent = {**_form(person), "kind": kind, "goal": "g2"}
        address = person.client.post("/record/reports/write", data=sent).location
        person.open(address)
        rev = person.hidden("rev") or ""
        text = {**_form(person), "subject": TYPED, "words": TYPED}
        for number in (rev, rev):
            person.client.post(address, data={**text, "rev": number, "words": f"{TYPED} {number}"})
        person.client.post(address, data={**text, "rev": rev, "words": "9"})
        for then in ("anew", "back0", "add"):
            rev = person.open(address).hidden("rev") or ""
            person.client.post(address, data={**text, "rev": rev, "then": then})
        person.client.post("/record/quick", data={**_form(person), "words": TYPED, "goal": "g2"})
        person.open(address)
        for ending in ("txt", "md"):
            person.client.post(f"{address}/file/{ending}", data=_form(person))
        person.open(address).open("/record/reports/")
    person.open(address).press(p("Take it out"))
    person.press(p("Undo"))
    person.open(address).press(p("Take it out"))
    person.client.post(address, data={**text, "rev": "0"})
