"""A walk through the goals and how it goes: every page, state, refusal and file."""

from __future__ import annotations

import datetime
import re

from tests.webapp.pseudo_app import TODAY, TYPED, Watched, p
from tests.webapp.without_script import Person

ANSWERS = {
    "employer_device": "no",
    "pip_stage": "under_way",
    "plan_start": "2026-02-19",
    "plan_end": "2026-04-19",
    "concerns": ["targets"],
    "main_goal": TYPED,
    "measure_name": "ψψ",
    "measure_now": 2,
    "measure_target": 9,
    "asked_to_sign": "yes_by_date",
    "sign_by": "2026-03-06",
}
LATER = (datetime.date(2026, 3, 20), datetime.date(2026, 4, 17), datetime.date(2026, 6, 1))


def walk_goals(watched: Watched) -> None:
    """All of it, as one person over some weeks."""
    for address in ("/goals/", "/goals/progress"):
        watched.person().open(address)  # where nothing is kept
    person = watched.person_with(ANSWERS)
    person.open("/goals/progress").open("/goals/").press(p("Add this goal"))
    taken = goal_at(person)
    person.open(f"{taken}/change").fill(title=f"{TYPED} 3", target="8").press(p("Save the goal"))
    person.press(p("This goal is right: change my answers"))
    person.open(f"{taken}/change").fill(target="7").press(p("Save the goal"))
    person.press(p("My answers are right: change this goal"))
    person.open("/questionnaire/check").press(p("Make my plan"))
    person.open("/goals/").press(p("Add these goals"))
    person.fill(titles=TYPED * 200).press(p("Add these goals"))
    person.fill(titles=f"{TYPED}\n" * 30).press(p("Add these goals"))
    person.fill(titles=f"{TYPED} 1\n{TYPED} 2").press(p("Add these goals"))
    a_goal_that_is_built(watched, person)
    for name in ("Put it first", "Take it out"):
        person.open("/goals/").press(p(name))
        if p("Take this goal out?") in person.words:  # it has numbers or weeks
            person.press(p("Take it out, with its numbers"))
        person.press(p("Undo"))
    for today in (TODAY, *LATER):
        watched.today = today
        for address in ("/plan/", "/goals/", "/goals/progress", "/goals/progress/file", "/goals/numbers"):
            person.open(address)
    watched.today = TODAY
    a_plan_made_longer(person)


def a_plan_made_longer(person: Person) -> None:
    """A goal that was due on the plan's last day, and one more, when that day is a later one."""
    ends = "2026-04-19"
    person.open("/goals/new").fill(title=f"{TYPED} 7", by=ends).press(p("Save the goal"))
    person.open("/questionnaire/situation").fill(plan_end="2026-05-17").press(p("Continue"))
    person.open("/goals/")
    assert p("The plan has a new last day") in person.words
    sent = {"csrf_token": person.hidden("csrf_token")}
    person._take(person.client.post("/goals/last-day", data=sent, follow_redirects=True))
    person.press(p("Undo"))


def goal_at(person: Person) -> str:
    """The address of the goal that was just saved."""
    assert re.fullmatch(r"/goals/[0-9a-f]+", person.address), person.address
    return person.address


def a_goal_that_is_built(watched: Watched, person: Person) -> None:
    """Built with mistakes and without, in two windows, with numbers and weeks, met and open again."""
    wrong = {"title": "", "now": "ψ", "since": "2027-01-01", "by": "ψ", "unit": TYPED * 90}
    person.open("/goals/new").fill(**wrong).press(p("Save the goal"))
    good = {
        "title": TYPED,
        "what": TYPED,
        "counted": "done",
        "proof": TYPED,
        "possible": "yes",
        "needed": TYPED,
        "why": TYPED,
    }
    numbers = {**good, "counted": "number", "measure": "ψψ", "now": "9", "target": "2", "by": "2026-04-17"}
    person.open("/goals/new").fill(**good).press(p("Save the goal"))
    address = person.address
    other = Person(person.client).open(f"{address}/change")
    for possible in ("no", "unsure", ""):
        person.open(f"{address}/change").fill(**{**numbers, "possible": possible}).press(p("Save the goal"))
    other.fill(**good).press(p("Save the goal"))
    other.press(p("Keep what I typed"))
    person.open(f"{address}/change").fill(**numbers).press(p("Save the goal"))
    person.fill(value="ψ", on="ψ", note=TYPED * 90).press(p("Note the number"))
    for day, value in ((LATER[0], "7"), (LATER[1], "7"), (LATER[1], "9"), (LATER[1], "2")):
        watched.today = day
        person.open(address).fill(value=value, on=day.isoformat()).press(p("Note the number"))
        watched.today = TODAY
    watched.today = LATER[1]
    changed = {**numbers, "target": "3", "possible": "no"}
    person.open(f"{address}/change").fill(**changed).press(p("Save the goal"))
    person.press(p("It was only a typing mistake: take it out"))
    person.press(p("Undo"))
    person.open(address).press(p("Take out"))
    stale = re.search(r'name="change" value="([0-9a-f]+)"', person.response.text)
    assert stale is not None
    person.fill(text=TYPED).press(p("Save this week"))
    person.fill(done=["yes"]).press(p("Save this week"))
    token = person.hidden("csrf_token")
    person.client.post("/goals/undo", data={"csrf_token": token, "change": stale[1]})
    person.open("/goals/")
    boxes = [one.value for form in person.page.forms for one in form.controls if one.name == "steps"]
    person.open(address).fill(steps=boxes[:2]).press(p("These serve it"))
    person.open("/plan/")
    goal_id = address.rsplit("/", 1)[1]
    person.client.post(
        "/record/quick", data={"csrf_token": token, "words": TYPED, "kind": "evidence", "goal": goal_id}
    )
    person.open(address).open("/record/").fill(value="4").press(p("Note the number"))
    person.open(address).press(p("Take this goal out")).press(p("Take it out, with its numbers")).press(
        p("Undo")
    )
    person.open(address).press(p("Mark as met today")).open("/goals/").open("/goals/progress")
    person.open(address).press(p("It is open again"))
    person.client.post(f"{address}/week", data={"csrf_token": token, "monday": "ψ"})
    person.client.post(f"{address}/number/out", data={"csrf_token": token, "on": "2020-01-01"})
    person.open("/goals/")
    watched.today = TODAY
