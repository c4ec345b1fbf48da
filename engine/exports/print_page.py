"""The plan as one sheet of HTML for paper: black on white, nothing loaded from elsewhere, boxes for a pen.

`render` gives it as a whole page, which opens anywhere; `sheet` alone for a page that has a frame of its own.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from html import escape

from engine.evidence import in_short, views
from engine.exports.outline import about, by_hand, days, groups, places
from engine.knowledge_base import KnowledgeBase
from engine.language import current
from engine.language import gettext as _
from engine.model import Plan, PlanItem
from engine.words import DONE_WHEN, NOTICE, PLAN_TITLE, WHERE_TO_GO

STYLE = """
@page { margin: 16mm; }
body { font: 11pt/1.4 "Atkinson Hyperlegible", Verdana, sans-serif; max-width: 44rem; margin: 2rem auto; }
body { padding: 0 1rem; color: #000; background: #fff; }
h1 { font-size: 1.7em; margin-bottom: 0; }
h2 { font-size: 1.25em; border-bottom: 2px solid #000; margin-top: 2em; break-after: avoid; }
h3 { font-size: 1.05em; margin-bottom: 0; break-after: avoid; }
.paper-item { break-inside: avoid-page; }
.paper-about { margin: 0; font-size: .9em; }
.paper-goal { font-weight: 600; }
.paper-steps { list-style: none; padding: 0; }
.paper-steps li { display: flex; gap: .7em; margin: .5em 0; break-inside: avoid; }
.tick-box { flex: none; width: 1em; height: 1em; border: 1.5px solid #000; margin-top: .2em; line-height: 1; }
.tick-box { text-align: center; }
.paper-sign { font-size: .9em; }
"""


def render(
    knowledge: KnowledgeBase, plan: Plan, ticked: Mapping[str, str], today: datetime.date | None = None
) -> str:
    """A whole HTML document. `today`: the day it leaves (default: plan.today)."""
    return "\n".join(_page(knowledge, plan, ticked, today or plan.today)) + "\n"


def _page(
    knowledge: KnowledgeBase, plan: Plan, ticked: Mapping[str, str], today: datetime.date
) -> Iterator[str]:
    spoken = current()
    way = "" if spoken.direction == "ltr" else f' dir="{spoken.direction}"'
    yield f'<!doctype html>\n<html lang="{escape(spoken.code)}"{way}>\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>Waymark</title>\n<style>{STYLE}</style>\n</head>\n<body>"
    yield sheet(knowledge, plan, ticked, today)
    yield "</body>\n</html>"


def sheet(knowledge: KnowledgeBase, plan: Plan, ticked: Mapping[str, str], today: datetime.date) -> str:
    """What stands on the paper, from its heading to its last line, as HTML that is escaped."""
    return "\n".join(_sheet(knowledge, plan, ticked, today))


def _sheet(
    knowledge: KnowledgeBase, plan: Plan, ticked: Mapping[str, str], today: datetime.date
) -> Iterator[str]:
    yield f"<h1>{escape(_(PLAN_TITLE))}</h1>"
    yield f"<p>{escape(days(plan.starts, plan.ends))}</p>"
    for title, items in groups(plan):
        yield f'<section class="paper-part">\n<h2>{escape(title)}</h2>'
        for item in items:
            yield from _item(knowledge, plan, item, ticked, today)
        yield "</section>"
    yield f'<p class="paper-sign">{escape(_(NOTICE))}</p>'


def _item(
    knowledge: KnowledgeBase, plan: Plan, item: PlanItem, ticked: Mapping[str, str], today: datetime.date
) -> Iterator[str]:
    when = escape(about(item, plan.facts))
    yield f'<article class="paper-item">\n<h3>{escape(item.title)}</h3>\n<p class="paper-about">{when}</p>'
    yield f'<p class="paper-goal">{escape(item.goal)}</p>'
    for line in by_hand(item):
        yield f'<p class="paper-about">{escape(line)}</p>'
    yield '<ul class="paper-steps">'
    for step in item.steps:
        done = f"{item.id}/{step.id}" in ticked
        label, tick = (_("done"), "✓") if done else (_("to do"), "")
        box = f'<span class="tick-box" role="img" aria-label="{escape(label)}">{tick}</span>'
        sign = f'<span class="paper-sign">{escape(_(DONE_WHEN))}: {escape(step.done_when)}</span>'
        yield f"<li>{box}<span>{escape(step.text)}<br>{sign}</span></li>"
    yield "</ul>"
    found = list(places(knowledge, item, today))
    if found:
        yield f'<p class="paper-place">{escape(_(WHERE_TO_GO))}:</p>\n<ul class="paper-place">'
        for resource, note, details in found:
            address = f", {escape(resource['url'])}" if resource["url"] else ""
            told = "".join(f"<br>{escape(detail)}" for detail in details)
            yield f"<li>{escape(resource['title'])}{address}{f' ({escape(note)})' if note else ''}{told}</li>"
        yield "</ul>"
    yield f'<p class="paper-sign">{escape(in_short(item.evidence))}</p>'
    known = [*views(item.evidence), *(source["title"] for source in item.evidence["sources"])]
    if known:
        yield f'<ul class="paper-sign">{"".join(f"<li>{escape(one)}</li>" for one in known)}</ul>'
    yield "</article>"
