"""A walk through a coach's pages, from the link to the last change."""

from __future__ import annotations

import re
from typing import Any

from engine.planning.tailoring import ALWAYS_STAY
from tests.webapp.pseudo_app import TYPED, Watched, answers_of, p, token
from tests.webapp.walk_plan import walk_plan
from tests.webapp.without_script import Person
from webapp import services
from webapp.security import throttle
from webapp.security.invitations import invite

EMAIL, PASSWORD = "9@9.example", "99 ψψ βγδ 12345"


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
