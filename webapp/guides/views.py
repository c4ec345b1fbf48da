"""Pages to read: start, help, guides, letters, stories, and what is kept here."""

from __future__ import annotations

from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue

from webapp import FILE_DAYS, FORGET_DAYS, services
from webapp import journey as journeys
from webapp.guides.help import FILE_NAME, by_text, help_context
from webapp.guides.help_copy import copy_number, worker
from webapp.guides.how_we_know import GUIDE, behind_the_advice
from webapp.guides.opaque import at_address, opaque
from webapp.guides.shelf import beside, neighbours, shelf
from webapp.security import locking
from webapp.security.access import current_file
from webapp.store import day_of
from webapp.words import full_day

blueprint = Blueprint("guides", __name__)
blueprint.add_app_template_global(by_text)

FOOT_GUIDES = ("how_we_know", "privacy_at_work")


@blueprint.app_context_processor
def _frame() -> dict[str, Any]:
    """What the frame of every page shows."""
    guides = services().kb.guides
    return {
        "has_file": "file" in session,
        "foot_guides": [
            {"title": guides[name].title, "address": opaque(name)} for name in FOOT_GUIDES if name in guides
        ],
        "opaque": opaque,
        "reading_beside": lambda place: beside(services().kb, place),
        "help_worker": url_for("guides.help_worker", number=copy_number()),
    }


@blueprint.get("/")
def start() -> str:
    """The start page: the device first, then what this is and is not."""
    return render_template("guides/start.html", going_on=locking.is_locked() or current_file() is not None)


@blueprint.get("/help")
def get_help() -> str:
    """Get help now. Reads the country of a kept file, and stores and counts nothing."""
    return render_template("guides/help.html", onward=None, **help_context(_country()))


@blueprint.get("/help/page")
def help_page() -> Response:
    """The same page as one file to save, with its style inside: it opens without a network and without us."""
    response = Response(render_template("guides/help_file.html", **help_context()), mimetype="text/html")
    response.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return response


@blueprint.get("/no-network")
def no_network() -> str:
    """What a browser, which keeps it, shows in place of a page that can't come without a network."""
    return render_template("guides/no_network.html")


@blueprint.get("/help-worker.js")
def help_worker() -> Response:
    """What keeps these two pages in the browser; it reaches the help page and the steps."""
    return Response(worker(), mimetype="text/javascript")


def _country() -> object:
    try:
        return journeys.current().answers.get("country")
    except Exception:  # help must come, whatever is wrong with the store or the session
        return None


@blueprint.route("/reading", methods=["GET", "POST"])
def reading() -> str:
    """Every guide, letter and story; by POST those with the words that are looked for."""
    words = request.form.get("words", "").strip()[:100]
    return render_template("guides/reading.html", shelf=shelf(services().kb, words), words=words)


@blueprint.get("/reading/guide/<address>")
def guide(address: str) -> str:
    """One guide."""
    kb = services().kb
    found = at_address(kb.guides, address)
    if found is None:
        abort(404)
    before, after = neighbours(kb.guides, found.id)
    return render_template(
        "guides/guide.html",
        guide=found,
        resources=_resources(found.resources),
        steps=[kb.strategies[name] for name in found.strategies],
        letters=[kb.letters[name] for name in found.letters],
        further=[kb.guides[name] for name in found.guides],
        at="guides.guide",
        before=before,
        after=after,
        guide_sources=[kb.sources[name] for name in found.sources],
        **(behind_the_advice(kb, services().today()) if found.id == GUIDE else {}),
    )


def _resources(names: tuple[str, ...]) -> list[Any]:
    resources = services().kb.resources
    return [resources[name] for name in names if name in resources]


@blueprint.get("/reading/story/<address>")
def story(address: str) -> str:
    """One story, labelled as illustrative."""
    kb = services().kb
    found = at_address(kb.stories, address)
    if found is None:
        abort(404)
    strategies = [kb.strategies[name] for name in found.strategies if name in kb.strategies]
    before, after = neighbours(kb.stories, found.id)
    return render_template(
        "guides/story.html",
        story=found,
        strategies=strategies,
        at="guides.story",
        before=before,
        after=after,
    )


@blueprint.route("/kept", methods=["GET", "POST"])
def kept() -> ResponseReturnValue:
    """What is kept of this person here, and the button that erases it."""
    journey = journeys.current()
    if request.method == "POST":
        journeys.let_go(journey)
        session.pop(locking.MINUTES, None)  # the pause that was chosen goes too
        return redirect(url_for(".erased"), 303)
    return render_template(
        "guides/kept.html",
        journey=journey,
        answered=len(journey.answers),
        file_days=FILE_DAYS,
        forget_days=FORGET_DAYS,
        pause=locking.minutes(),
        coded=_code_of(journey.file),
    )


def _code_of(file: str | None) -> str | None:
    """The day on which the code that opens a file was made, in words; None if it has none."""
    made = None if file is None else services().store.recovery.made(file)
    return None if made is None else full_day(day_of(made))


@blueprint.get("/erased")
def erased() -> str:
    """Said once everything is gone."""
    return render_template("guides/erased.html")
