"""Why a strategy is in a plan, why another is not, and what other answers would change.

For the command line, the API and the plan page. Everything here is pure: answers in, a frozen dataclass
out, the same for the same input. Each result has `to_json(...)` for programs and `lines(knowledge)` for
people: plain sentences, one a line.

    why(knowledge, raw_answers, strategy, today, engine=None) -> Why
    why_not(knowledge, raw_answers, strategy, today, engine=None, limits=Limits()) -> WhyNot
    what_if(knowledge, raw_answers, changes, today, engine=None) -> WhatIf

`raw_answers` and `changes` map questions to values as a sheet does; None in `changes` takes an answer away.
InputError, with every mistake, for answers that can't be used, and for a strategy or question that does not
exist (with the nearest name). `why` and `what_if` take as long as one or two plans. `why_not` makes many
plans, bounded by its limits: on a page, ask for it when the person asks, with `QUICK`.
"""

from __future__ import annotations

from engine.explain.search import Limits
from engine.explain.what_if import WhatIf, what_if
from engine.explain.why import Why, why
from engine.explain.why_not import WhyNot, why_not

QUICK = Limits(changes=3, sheets=150, plans=30)
"""For whoever waits for a page or a request: about a second at the most, and a tenth as a rule."""

__all__ = ["QUICK", "Limits", "WhatIf", "Why", "WhyNot", "what_if", "why", "why_not"]
