"""A walk through coming back and leaving: the code, the lock after a pause, the copy taken and brought."""

from __future__ import annotations

import datetime
import io
import json
import re

from engine.knowledge_base import KnowledgeBase
from tests.webapp.pseudo_app import TYPED, Watched, answers_of, p, token
from tests.webapp.without_script import Person

CODE = re.compile(r"\b([0-9A-Z]{4}(?:-[0-9A-Z]{4}){6})\b")
WRONG_CODES = ("", "ABCD", "0000 0000 0000 0000 0000 0000 0000", "ψ" * 28)


def walk_coming_back(watched: Watched, kb: KnowledgeBase) -> None:
    """Each page, refusal and way out of what one person keeps."""
    watched.person().open("/come-back").open("/code").open("/code/lost").open("/closed")
    person = watched.person_with(answers_of(kb, "everything_skipped"))
    person.open("/questionnaire/check").press(p("Make my plan"))
    form = {"csrf_token": token(person)}

    def send(path: str, **values: str) -> None:
        person.client.post(path, data={**form, **values}, follow_redirects=True)

    send("/code/later")
    for minutes, pin in (("5", "1"), ("5", "abc"), ("5", ""), ("0", ""), ("15", "")):
        send("/pause", minutes=minutes, pin=pin)
    send("/close-here")
    for words in ("", TYPED):
        person.client.post("/reading", data={**form, "words": words})
    _for_a_coach(person, form)
    person.open("/code").open("/pause")
    made = CODE.search(person.client.post("/code", data=form).text)
    assert made is not None
    for place, said in watched.english.items():  # the code itself is no language
        watched.english[place] = {
            one for one in said if not set(made[1].split("-")) & set(re.split(r"\W+", one))
        }
    person.open("/code").open("/code/lost").open("/come-back").open("/pause").open("/kept")
    send("/pause", minutes="5", pin="4711")
    send("/pause", minutes="5", forget_pin="yes")
    send("/pause", minutes="5", pin="4711")
    for wrong in WRONG_CODES:
        send("/come-back", code=wrong)
    _instead_of_another(watched.person_with(answers_of(kb, "a_missed_shift")), made[1])
    copy = person.client.get("/kept/copy").data
    send("/stay")
    _locked(watched, person, form)
    send("/unlock", unlock="code", unlock_code=made[1], back="/plan/")
    for sent in (b"", b"{", b"[]", b'{"waymark_copy": 99}', copy):
        other = watched.person().open("/come-back")
        file = (io.BytesIO(sent), "waymark.json")
        data = {"csrf_token": token(other), "file": file}
        other.client.post("/come-back/file", data=data, follow_redirects=True)
        if sent == copy:
            _brought_again(person, copy)
    send("/unsent", page="/plan/")
    send("/leave")
    person.client.get("/leave")
    send("/unlock", unlock="code", unlock_code=made[1], back="/plan/")
    send("/close-here", sure="yes")


def _instead_of_another(other: Person, code: str) -> None:
    """A code typed where something else is open that has none: asked, and asked once more."""
    other.open("/come-back")
    for more in ({}, {"asked": "yes"}, {"lose": "yes"}):
        sent = {"csrf_token": token(other), "code": code, **more}
        other.client.post("/come-back", data=sent, follow_redirects=True)


def _for_a_coach(person: Person, form: dict[str, str]) -> None:
    """What goes along: nothing of it, and all of it."""
    person.open("/a-coach/take/")
    everything = {"tracks": ["improve", "prepare"], "progress": "yes", "words": TYPED}
    for chosen in ({}, everything):
        for page in ("", "look", "file"):
            person.client.post(f"/a-coach/take/{page}", data={**form, **chosen})


def _brought_again(person: Person, content: bytes) -> None:
    """A copy with more and with less in it, brought where something is kept: each of the three choices."""
    kept = json.loads(content)
    kept["documents"]["answers"].update(main_goal=TYPED, country="UK", concerns=["deadlines"])
    kept["documents"].update(goals={"form": 1, "goals": [{"id": "g9", "title": TYPED}]}, changes=3, later={})
    for choice in ("leave", "add", "open"):
        form = token(person.open("/come-back"))
        file = (io.BytesIO(json.dumps(kept).encode()), "waymark.json")
        data = {"csrf_token": form, "file": file}
        person.client.post("/come-back/file", data=data, follow_redirects=True)
        person.open("/come-back").open("/come-back/choose")
        person.client.post(
            "/come-back/choose", data={"csrf_token": form, "do": choice}, follow_redirects=True
        )


def _locked(watched: Watched, person: Person, form: dict[str, str]) -> None:
    """The page that asks for the code or the short number, and what it says of wrong ones."""
    store = watched.app.extensions["waymark"].store
    before = store.now
    later = before() + datetime.timedelta(hours=2)
    store.now = lambda: later
    try:
        person.open("/plan/")
        for by, typed in (("pin", ""), ("pin", "9999"), ("code", "ABCD"), ("code", WRONG_CODES[2])):
            data = {**form, "unlock": by, f"unlock_{by}": typed, "back": "/plan/"}
            person.client.post("/unlock", data=data)
        person.open("/unlock")
        for _time in range(6):
            data = {**form, "unlock": "pin", "unlock_pin": "9999"}
            person.client.post("/unlock", data=data)
    finally:
        store.now = before
