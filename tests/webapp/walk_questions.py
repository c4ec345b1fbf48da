"""A walk through reading, help and the questionnaire: the ways in, mistakes, and a plan that changes."""

from __future__ import annotations

import re

from engine.knowledge_base import KnowledgeBase
from tests.webapp.pseudo_app import TYPED, Watched, answers_of, p, token
from tests.webapp.without_script import Person
from webapp import services
from webapp.guides.opaque import opaque
from webapp.questionnaire.pages import WAYS_IN


def everything_else(watched: Watched, kb: KnowledgeBase) -> None:
    """Reading, help, letters, the ways through the questionnaire, and all that can go wrong there."""
    person = watched.person()
    for address in (
        "/",
        "/help",
        "/help/page",
        "/help-worker.js",
        "/no-network",
        "/reading",
        "/kept",
        "/erased",
    ):
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
    others_use_it_too(watched)
    a_changing_plan(watched, kb)


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
        first = section.questions[0]
        turn = {**form, "sheet": "0" * 16, "turn": "1", "shown": [first]}
        answer = TYPED if kb.questions[first].type == "text" else "yes"
        person.client.post(f"/questionnaire/{section.id}/turn", data={**turn, first: answer})
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
        person.press(p("All about this step")).press(p("After it:")).press(p("Back to your steps"))
        person.press(
            next(one.words for form in person.page.forms for one in form.buttons if one.name == "step")
        )
        person.press(p("Back to your steps"))
        person.press(p("Answer more for a closer plan"))
    person.press(p("Keep my answers here so I can come back"))
    person.open("/questionnaire/device").fill(employer_device="yes").press(p("Continue"))
    person.press(p("Remove what is kept, and go on"))


def others_use_it_too(watched: Watched) -> None:
    """The way of someone on a shared device, who takes answers back and keeps some after all."""
    person = watched.person()
    person.open("/questionnaire/device").fill(employer_device="shared").press(p("Continue"))
    person.press(p("Go on and keep nothing")).fill(coping="strained").press(p("Clear my answer"))
    person.press(p("Keep my answers here so I can come back"))
    person.open("/questionnaire/device").fill(employer_device="no").press(p("Continue"))
    person.fill(coping="strained").press(p("Clear my answer"))
    person.open("/questionnaire/device").fill(employer_device="shared").press(p("Continue"))
    person.open("/code")
    person = watched.person_with({"employer_device": "no"}, coded=True)
    person.open("/questionnaire/device").fill(employer_device="shared").press(p("Continue"))


def a_changing_plan(watched: Watched, kb: KnowledgeBase) -> None:
    """Ticks, letters, a changed answer, answers that give no plan, and erasing it all."""
    person = watched.person_with(answers_of(kb, "just_received_six_weeks_ago"))
    person.open("/questionnaire/check").press(p("Make my plan"))
    steps = sorted({address for address, _words in person.page.links if "/plan/step/" in address})
    shown = person.response.text + "".join(person.open(address).response.text for address in steps)
    keys = re.findall(r'name="on_page" value="([^"]+)"', shown)
    form = {"csrf_token": token(person)}
    json = {"Accept": "application/json"}
    for key in keys:
        person.client.post("/plan/tick", data={**form, "on_page": key, "done": key}, headers=json)
    pages = [person.open(address).page for address in ("/plan/", *steps)]
    habit = next(one for page in pages for one in page.forms if one.action == "/plan/again")
    person.client.post("/plan/again", data={one.name: one.value for one in habit.controls})
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
