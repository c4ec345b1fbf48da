"""A walk through working the plan: each page, refusal and word about a change."""

from __future__ import annotations

import datetime
import re

from engine.knowledge_base import KnowledgeBase
from tests.webapp.pseudo_app import TODAY, TYPED, Watched, answers_of, p, token
from tests.webapp.without_script import Person

LATER = TODAY + datetime.timedelta(days=12)
CASE = "everything_chosen"


def a_worked_plan(watched: Watched, kb: KnowledgeBase) -> None:
    """Every change to a plan, what is refused, what is taken back, and the plan made again."""
    watched.person().open("/plan/work/")
    person = watched.person_with(answers_of(kb, CASE))
    person.open("/plan/work/")  # there is no plan yet
    person.open("/questionnaire/check").press(p("Make my plan"))
    form = {"csrf_token": token(person)}
    steps = _steps(person)
    person.press(p("I have done it")).press(p("Undo"))
    person.open("/plan/work/step/00000000").open("/plan/work/own/00000000")
    for address in steps[:3]:
        person.open(f"/plan/work/step/{address}")

    def send(path: str, **values: str) -> None:
        person.client.post("/plan/work/" + path, data={**form, **values}, follow_redirects=True)

    for address in steps[::4]:
        step = f"step/{address}/"
        send(step + "later", until="2026-03-25")
        send(step + "later", until="2027-03-25")
        send(step + "days", start="2026-03-20", due="2026-03-24")
        send(step + "days", start="2026-03-20", due="2026-03-04")
        send(step + "days", start="2020-03-20", due="2020-03-24")
        send(step + "days")
        send(step + "place", to="up")
        send(step + "place", to="down")
    pages = (person.open(f"/plan/work/step/{address}").response.text for address in steps)
    assert any("/not-needed" in page for page in pages)  # the first that offers it is open now
    person.press(p("Not needed")).press(p("Undo"))
    send(f"step/{steps[0]}/not-needed", step="ψ")
    step = f"step/{steps[0]}/"
    send(step + "later")
    send(step + "note", text=TYPED)
    send(step + "note", text="9" * 2000)
    send(step + "note", text=TYPED, seen="0" * 12)
    for address in ("print", "file/markdown", "file/csv"):
        person.client.post("/plan/" + address, data={**form, "notes": "yes"})
    for number, reason in enumerate(("does_not_fit", "done_already", "no_time", "not_possible", "other")):
        send(f"step/{steps[-1 - number]}/aside", reason=reason, words=TYPED, sure="yes")
    person.open("/plan/").press(p("Bring it back"))
    send(step + "aside")
    own = {"title": TYPED, "start": "2026-03-09", "due": "2026-03-10", "hours": "1"}
    person.open("/plan/work/add")
    send("add", hours="ψ", repeats="ψ", track="ψ", steps="9" * 400)
    for repeats in ("", "daily", "weekly", "fortnightly", "monthly"):
        send("add", **own, repeats=repeats, track="prepare")
    own_step = next(address for address in _steps(person.open("/plan/")) if address not in steps)
    person.open(f"/plan/work/own/{own_step}").open(f"/plan/work/step/{own_step}")
    send(f"own/{own_step}", **own, seen="0" * 12)
    send(f"own/{own_step}", **{**own, "steps": TYPED})
    for days, resume in (("7", ""), ("ψ", ""), ("99", ""), ("7", "2020-01-01"), ("7", "2029-01-01")):
        send("lost", days=days, resume=resume)
    watched.today = LATER
    person.open("/plan/")
    send("lost", days="14")
    person.open("/plan/").open("/plan/work/")
    person.open("/questionnaire/goals").fill(concerns=["attendance"]).press(p("Continue"))
    person.open("/plan/").press(p("Make the plan again from today"))
    person.client.post("/plan/make", data={**form, "take": "0"}, follow_redirects=True)
    person.press(p("Keep the plan I have")).press(p("Make the plan again from today"))
    person.press(p("Take the new plan")).open("/plan/work/").press(p("Undo"))
    send("undo-ticks", ticks="0")
    person.open("/plan/work/").press(p("Keep it after all"))
    person.open("/plan/again").open("/plan/work/changed").press(p("Save, and see what changes"))
    person.client.post("/plan/work/changed", data={**form, "shown": "plan_end", "plan_end": "ψ"})
    person.open("/plan/work/").press(p("Go back to it"))
    send("add", **{**own, "at": "ψ"})
    send("add", **{**own, "at": "14:30", "hours": "30"})
    person.open("/plan/")
    send(f"step/{own_step}/out")
    person.open("/plan/")
    person.open("/plan/work/").press(p("Take all my changes back"))
    watched.today = TODAY + datetime.timedelta(days=250)
    person.open("/plan/").open("/plan/work/changed")
    watched.today = TODAY


def _steps(person: Person) -> list[str]:
    """The addresses of all the steps of the plan that is shown, each once."""
    return list(dict.fromkeys(re.findall(r"/plan/(?:work/)?step/([0-9a-f]{8})", person.response.text)))
