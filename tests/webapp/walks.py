"""Walks through the whole app: every page, state, refusal and file, for a person, a coach and a program."""

from __future__ import annotations

import datetime
import re
from typing import Any

from werkzeug.exceptions import Forbidden

from engine.knowledge_base import KnowledgeBase
from engine.planning.tailoring import ALWAYS_STAY
from tests.webapp.pseudo_app import (
    TODAY,
    TYPED,
    Watched,
    answers_of,
    p,
)
from tests.webapp.without_script import Person
from webapp import LARGEST_REQUEST, services
from webapp.guides.opaque import opaque
from webapp.questionnaire.pages import WAYS_IN
from webapp.security import throttle
from webapp.security.invitations import invite
from webapp.store import StoreNotWritable

EMAIL, PASSWORD = "9@9.example", "99 ψψ βγδ 12345"
DURING = datetime.date(2026, 3, 20)


def walk_plan(watched: Watched, person: Person, base: str = "/") -> None:
    """Everything that can be seen and taken of one person's questionnaire and plan."""
    with watched.app.app_context():
        sections = [section.id for section in services().kb.sections]
    for section in sections:
        person.open(f"{base}questionnaire/{section}")
        person.open(f"{base}questionnaire/{section}?from=check")
    person.open(f"{base}questionnaire/check").press(p("Make my plan"))
    assert person.address == f"{base}plan/", person.words[:300]
    if base == "/":
        person.open("/a-coach").open("/without-network")
        person.press(p("Keep my steps on this device for when there is no network"))
        assert person.open("/without-network/steps").response.status_code == 200
    for today in (TODAY, DURING, datetime.date(2027, 3, 1)):
        watched.today = today
        person.open(f"{base}plan/")
    watched.today = TODAY
    person.open(f"{base}plan/print")
    for name in ("markdown", "csv", "json"):
        assert person.open(f"{base}plan/file/{name}").response.status_code == 200
    asking = person.open(f"{base}plan/ask")
    steps = [button for form in asking.page.forms for button in form.buttons if button.name == "step"]
    for button in steps[::12]:
        person.open(f"{base}plan/ask/{button.value}")


def token(person: Person) -> str:
    """The token of the forms on a page."""
    found = person.hidden("csrf_token")
    assert found is not None
    return found


def everything_else(watched: Watched, kb: KnowledgeBase) -> None:
    """Reading, help, letters, the ways through the questionnaire, and all that can go wrong there."""
    person = watched.person()
    for address in ("/", "/help", "/help/page", "/help-worker.js", "/reading", "/kept", "/erased"):
        person.open(address)
    for address in ("/a-coach", "/without-network", "/design", "/design/dark", "/design/dark.css"):
        person.open(address)
    assert person.client.get("/without-network/steps").status_code == 404
    person.open("/without-network").client.get("/steps-worker.js")
    for kind, things in (("guide", kb.guides), ("story", kb.stories)):
        for name in things:
            person.open(f"/reading/{kind}/{opaque(name)}")
    for stage in WAYS_IN:
        watched.person().open("/").client.post("/questionnaire/begin", data={"stage": stage})
        person = watched.person().open("/questionnaire/")
        person.client.post("/questionnaire/begin", data={"csrf_token": token(person), "stage": stage})
    a_wrong_page(watched)
    nothing_kept(watched)
    a_changing_plan(watched, kb)
    errors(watched)
    the_api(watched)


def a_wrong_page(watched: Watched) -> None:
    """Answers that can't be used, of every type of question, and a page that opens more questions."""
    person = watched.person()
    person.open("/questionnaire/").fill(employer_device="no").press(p("Continue"))
    with watched.app.app_context():
        kb = services().kb
    wrong = {
        "number": "ψ",
        "date": "ψ",
        "text": TYPED * 400,
        "scale": "77",
        "single": "ψ",
        "multi": ["ψ", "χ"],
    }
    for section in kb.sections:
        person.open(f"/questionnaire/{section.id}")
        form = {"csrf_token": token(person), "action": "next", "shown": list(section.questions)}
        for typed in (
            wrong,
            {**wrong, "number": "99999999", "date": "1800-01-01"},
            {**wrong, "number": "0.33"},
        ):
            given = {name: typed[kb.questions[name].type] for name in section.questions}
            person.client.post(f"/questionnaire/{section.id}", data={**form, **given})
        alone = {
            name: [one.value for one in kb.questions[name].options]
            for name in section.questions
            if kb.questions[name].type == "multi"
        }
        if alone:
            person.client.post(f"/questionnaire/{section.id}", data={**form, **alone})
        turn = {**form, "sheet": "0" * 16, "turn": "1", "shown": [section.questions[0]]}
        person.client.post(f"/questionnaire/{section.id}/turn", data={**turn, section.questions[0]: "yes"})
    person.client.post(
        "/questionnaire/plan", data={**form, "plan_start": "2026-04-19", "plan_end": "2026-02-19"}
    )


def nothing_kept(watched: Watched) -> None:
    """The way of someone on a work device, and of someone who does not know."""
    for device in ("yes", "not_sure"):
        person = watched.person()
        person.open("/questionnaire/device").fill(employer_device=device).press(p("Continue"))
        person.press(p("Go on and keep nothing"))
        for _ in range(30):
            if p("Make my plan") in person.words:
                break
            if person.has("coping"):
                person.fill(coping="i_do_not_feel_safe")
            if p("Go on with the questions") in person.words:
                person.press(p("Go on with the questions"))
            else:
                person.press(p("Continue"))
        person.press(p("Make my plan"))
        person.press(p("Ask about another step"))
        step = next(button for form in person.page.forms for button in form.buttons if button.name == "step")
        person.press(step.words)
        person.press(p("Back to your steps"))
        person.press(p("Print page")).press(p("Back to your steps"))
        person.press(p("Answer more for a closer plan"))
    person.press(p("Keep my answers here so I can come back"))
    person.open("/questionnaire/device").fill(employer_device="yes").press(p("Continue"))
    person.press(p("Remove what is kept, and go on"))


def a_changing_plan(watched: Watched, kb: KnowledgeBase) -> None:
    """Ticks, letters, a changed answer, answers that give no plan, and erasing it all."""
    person = watched.person_with(answers_of(kb, "just_received_six_weeks_ago"))
    person.open("/questionnaire/check").press(p("Make my plan"))
    keys = re.findall(r'name="on_page" value="([^"]+)"', person.response.text)
    form = {"csrf_token": token(person)}
    json = {"Accept": "application/json"}
    for key in keys:
        person.client.post("/plan/tick", data={**form, "on_page": key, "done": key}, headers=json)
    person.open("/plan/")
    again = re.findall(
        r'action="/plan/again">.*?name="number" value="(\d+)"', person.response.text, re.DOTALL
    )
    person.client.post("/plan/again", data={**form, "number": again[0]})
    person.client.post("/plan/tick", data={**form, "number": "1", "on_page": keys, "done": keys})
    for name in kb.letters:
        person.open(f"/plan/letter/{opaque(name)}")
        person.client.post(f"/plan/letter/{opaque(name)}/file", data=form)
    person.open("/questionnaire/device").fill(employer_device="not_sure").press(p("Continue"))
    with watched.app.app_context():
        store = services().store
        [file] = {one for one in [_file_of(person)] if one}
        store.change(file, "progress", lambda ticked: {**ticked, "gone/step": "2026-03-01"})
        store.change(
            file, "answers", lambda answers: {**answers, "plan_start": "2026-05-01", "plan_end": "2026-03-01"}
        )
        store.change(file, "place", lambda place: {**place, "dropped": ["coping", "concerns"]})
        store.release()
    person.open("/questionnaire/check")
    person.open("/plan/").open("/plan/ask").open("/questionnaire/check").press(p("Make my plan"))
    person.client.post("/questionnaire/further", data=form)
    person.client.post("/questionnaire/keep", data={**form, "then": "check"})
    person.client.post("/questionnaire/let-go", data=form)
    person = watched.person_with({"employer_device": "no"})
    person.open("/kept").open("/a-coach").open("/without-network")
    person.press(p("Keep my steps on this device for when there is no network"))
    person.press(p("Switch it off, and clear the copy"))
    person.open("/kept").press(p("Erase everything kept here"))


def _file_of(person: Person) -> str | None:
    with person.client.session_transaction() as session:
        found: str | None = session.get("file")
        return found


def errors(watched: Watched) -> None:
    """Every page for something that went wrong."""
    person = watched.person()
    person.open("/").open("/questionnaire/device")
    form = {"csrf_token": token(person)}
    client = person.client
    assert client.get("/ψ").status_code == 404
    assert client.get("/plan/tick").status_code == 405
    assert client.post("/questionnaire/device", data={}).status_code == 400
    assert client.post("/questionnaire/device", data={**form, "carried": "["}).status_code == 400
    assert client.post("/questionnaire/device", data={"x": "ψ" * LARGEST_REQUEST}).status_code == 413
    watched.breaks = Forbidden()
    assert client.get("/reading").status_code == 403
    watched.breaks = StoreNotWritable("9")
    assert client.get("/reading").status_code == 503
    watched.breaks = ZeroDivisionError()
    assert client.get("/reading").status_code == 500
    assert client.get("/api/v1/questionnaire").status_code == 500
    watched.breaks = None


def the_api(watched: Watched) -> None:
    """Answers and problems, in the language that the program asks for."""
    client = watched.person().client
    assert client.get("/api/v1/questionnaire").status_code == 200
    answers: dict[str, Any] = {"pip_stage": "just_received", "concerns": ["deadlines"], "hours_per_week": 4}
    about = {"answers": answers, "strategy": "clarify_vague_goals", "today": "2026-03-02"}
    bodies: dict[str, list[dict[str, Any]]] = {
        "plans": [
            {"answers": answers, "today": "2026-03-02"},
            {"answers": {"plan_end": "9", "hours_per_week": "ψ"}},
        ],
        "why": [{**about, "strategy": "evidence_log"}, {**about, "strategy": 9}, {"answers": answers}],
        "why-not": [about],
        "what-if": [
            {"answers": answers, "changes": {"hours_per_week": 1}},
            {"answers": answers, "changes": []},
            {"answers": answers, "changes": {"hours_per_week": 999}},
        ],
    }
    for name, sent in bodies.items():
        for body in [*sent, {"answers": [], "today": 9}, {}, [9]]:
            client.post(f"/api/v1/{name}", json=body)
        for raw in ("{", '{"answers": NaN}', "[" * 9999, "\udcff".encode("utf-8", "surrogateescape")):
            client.post(f"/api/v1/{name}", data=raw, content_type="application/json")
        client.post(f"/api/v1/{name}", data="9")
        client.post(f"/api/v1/{name}", data=" " * (LARGEST_REQUEST + 9), content_type="application/json")
    assert client.get("/api/v1/ψ").status_code == 404
    assert client.get("/api/v1/plans").status_code == 405


def the_coach(watched: Watched) -> None:
    """A coach's pages from the link to the last change, with all that is refused there."""
    with watched.app.app_context():
        store = services().store
        _known, link = invite(store, EMAIL)
        store.release()
    coach = watched.person().open("/coach/clients/9/").open("/coach/invitation/9")
    coach.open(f"/coach/invitation/{link}")
    for bad in ("9", "9" * 20, EMAIL, "9" * 300):
        coach.fill(password=bad, again=bad).press(p("Set the password"))
    coach.fill(password=PASSWORD, again="9").press(p("Set the password"))
    coach.fill(password=PASSWORD, again=PASSWORD).press(p("Set the password"))
    coach.press(p("Open their file"))
    coach.fill(alias=TYPED * 40).press(p("Open their file"))
    coach.fill(alias=TYPED).press(p("Open their file"))
    home = coach.address
    coach.press(p("Change the name"))
    coach.fill(alias="").press(p("Change the name"))
    coach.open(f"{home}questionnaire/device").fill(employer_device="no").press(p("Continue"))
    coach.open(home)
    client_file = home.split("/")[3]
    with watched.app.app_context():
        store = services().store
        kb = services().kb
        store.change(client_file, "answers", lambda _stored: answers_of(kb, "not_safe_today"))
        store.change(client_file, "place", lambda place: {**place, "quick": False})
        store.release()
    walk_plan(watched, coach, home)
    tailoring(coach, f"{home}tailor/")
    coach.open(home)
    coach.open("/coach/").open(f"{home}erase")
    coach.press(p("Erase it"))
    coach.press(p("Log out"))
    for _try in range(throttle.FOR_BOTH + 1):
        coach.fill(email=EMAIL, password="9").press(p("Log in"))


def tailoring(coach: Person, address: str) -> None:
    """Every change a coach can make to a plan, and what is refused."""
    coach.open(address)
    items = re.findall(r'id="item-([a-z_0-9]+)"', coach.response.text)
    free = [one for one in items if one not in ALWAYS_STAY]
    form = {"csrf_token": token(coach)}

    def send(name: str, **values: Any) -> None:
        coach.client.post(address + name, data={**form, **values}, follow_redirects=True)

    for item in items:
        send("hide", item=item)
    coach.open(address).press(p("Take all my changes back"))
    for item in items[:3]:
        send("note", item=item, text=TYPED)
    send("note", item=items[0], text="9" * 600)
    for item in free:
        send("move", item=item, to="up")
        send("move", item=item, to="down")
    send("hide", item="gone")
    send("move", item="gone", to="up")
    send("add")
    send("add", title=TYPED, steps=TYPED, start="2026-03-03", due="2026-03-09", hours="1", repeats="ψ")
    send("add", title=TYPED, goal=TYPED * 200, steps=TYPED, start="2026-03-03", due="2026-03-09", hours="1")
    send(
        "add",
        title=TYPED,
        goal=TYPED,
        steps=TYPED,
        start="2026-03-03",
        due="2026-03-09",
        hours="1",
        repeats="weekly",
    )
    send("add", title=TYPED, steps=TYPED, start="2026-03-03", due="2026-03-03", hours="0.5")
    plan = address.replace("tailor/", "plan/")
    for page in (plan, plan + "print", plan + "file/markdown", plan + "file/csv", plan + "file/json"):
        coach.open(page)
    coach.open(address).press(p("Undo"))
