"""The plan as one HTML page for paper: black on white, nothing loaded from elsewhere, boxes to tick with a
pen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from engine.answers_text import day_in_words
from engine.exports.outline import about, from_coach, groups, places
from engine.knowledge_base import KnowledgeBase
from engine.model import Plan, PlanItem
from engine.words import DONE_WHEN, NOTICE, PLAN_TITLE, WHERE_TO_GO

STYLE = """
@page { margin: 16mm; }
body { font: 11pt/1.4 "Atkinson Hyperlegible", Verdana, sans-serif; max-width: 44rem; margin: 2rem auto; }
body { padding: 0 1rem; color: #000; background: #fff; }
h1 { font-size: 1.7em; margin-bottom: 0; }
h2 { font-size: 1.25em; border-bottom: 2px solid #000; margin-top: 2em; break-after: avoid; }
h3 { font-size: 1.05em; margin-bottom: 0; break-after: avoid; }
article { break-inside: avoid-page; }
.about { margin: 0; font-size: .9em; }
ul.steps { list-style: none; padding: 0; }
ul.steps li { display: flex; gap: .7em; margin: .5em 0; break-inside: avoid; }
.box { flex: none; width: 1em; height: 1em; border: 1.5px solid #000; margin-top: .2em; text-align: center; }
.box { line-height: 1; }
.sign { font-size: .9em; }
"""


def render(knowledge: KnowledgeBase, plan: Plan, ticked: Mapping[str, str]) -> str:
    """A whole HTML document."""
    return "\n".join(_page(plan, ticked)) + "\n"


def _page(plan: Plan, ticked: Mapping[str, str]) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>Waymark</title>\n<style>{STYLE}</style>\n</head>\n<body>"
    yield f"<h1>{PLAN_TITLE}</h1>"
    yield f"<p>{day_in_words(plan.starts)} to {day_in_words(plan.ends)}</p>"
    for title, items in groups(plan):
        yield f"<section>\n<h2>{title}</h2>"
        for item in items:
            yield from _item(item, ticked)
        yield "</section>"
    yield f"<p>{NOTICE}</p>\n</body>\n</html>"


def _item(item: PlanItem, ticked: Mapping[str, str]) -> Iterator[str]:
    yield f'<article>\n<h3>{escape(item.title)}</h3>\n<p class="about">{about(item)}</p>'
    yield f"<p>{escape(item.goal)}</p>"
    for line in from_coach(item):
        yield f"<p>{escape(line)}</p>"
    yield '<ul class="steps">'
    for step in item.steps:
        done = f"{item.id}/{step.id}" in ticked
        label, tick = ("done", "✓") if done else ("to do", "")
        box = f'<span class="box" role="img" aria-label="{label}">{tick}</span>'
        sign = f'<span class="sign">{DONE_WHEN}: {escape(step.done_when)}</span>'
        yield f"<li>{box}<span>{escape(step.text)}<br>{sign}</span></li>"
    yield "</ul>"
    if item.resources:
        yield f"<p>{WHERE_TO_GO}:</p>\n<ul>"
        for resource, note, details in places(item):
            address = f", {escape(resource['url'])}" if resource["url"] else ""
            told = "".join(f"<br>{escape(detail)}" for detail in details)
            yield f"<li>{escape(resource['title'])}{address}{f' ({note})' if note else ''}{told}</li>"
        yield "</ul>"
    yield "</article>"
