"""From facts to recommendations: the strata of rules, run by either evaluator.

An evaluator says which rules of a stratum hold. Everything else (confidence, scores, who beats whom,
what is behind it) is worked out here, once, from the same condition trees.
"""

from __future__ import annotations

import importlib.util
import os
import weakref
from typing import Protocol

from engine.conditions import View
from engine.errors import InputError, Mistake, list_of, nearest
from engine.inference.compiled import CompiledEvaluator
from engine.inference.resolve import infer
from engine.knowledge_base import KnowledgeBase
from engine.language import gettext as _

ENGINES = ("durable", "compiled", "both")
VARIABLE = "WAYMARK_ENGINE"

__all__ = ["ENGINES", "Evaluator", "EvaluatorsDiffer", "choose", "durable_is_here", "evaluator_for", "infer"]


class Evaluator(Protocol):
    """Runs one stratum ("diagnosis", "advice" or "safety") and gives the ids of the rules that hold,
    sorted.
    """

    name: str

    def fired(self, stratum: str, view: View) -> list[str]: ...


class EvaluatorsDiffer(RuntimeError):
    """The two evaluators don't agree: a defect of ours, never of the sheet."""


class BothEvaluators:
    """Runs both and raises EvaluatorsDiffer where they differ."""

    name = "both"

    def __init__(self, first: Evaluator, second: Evaluator):
        self._first, self._second = first, second

    def fired(self, stratum: str, view: View) -> list[str]:
        one, other = self._first.fired(stratum, view), self._second.fired(stratum, view)
        if one != other:
            raise EvaluatorsDiffer(
                f"{stratum}: only {self._first.name}: {sorted(set(one) - set(other))}; "
                f"only {self._second.name}: {sorted(set(other) - set(one))}"
            )
        return one


def durable_is_here() -> bool:
    """Whether durable_rules is installed and can be imported (its C part too)."""
    if importlib.util.find_spec("durable") is None:
        return False
    try:
        import engine.inference.durable  # noqa: F401
    except ImportError:
        return False
    return True


def choose(engine: str | None) -> str:
    """The engine to use: the one named, else WAYMARK_ENGINE, else durable where it is installed;
    InputError.
    """
    named = engine or os.environ.get(VARIABLE) or ("durable" if durable_is_here() else "compiled")
    if named not in ENGINES:
        raise InputError(
            [
                Mistake(
                    "",
                    _("'%(name)s' is not an engine", name=named),
                    "engine",
                    list_of(ENGINES),
                    nearest(named, ENGINES),
                )
            ]
        )
    if named != "compiled" and not durable_is_here():
        what = _("durable_rules is not installed here, or can't be loaded by this Python")
        raise InputError([Mistake("", what, "engine", "compiled")])
    return named


_made: dict[tuple[int, str], Evaluator] = {}
"""By the knowledge base's `id`, which is its own as long as it is there."""


def evaluator_for(knowledge: KnowledgeBase, engine: str | None = None) -> Evaluator:
    """An evaluator of this knowledge base, made once and kept as long as the knowledge base is: registering
    rules is the slow part.
    """
    name = choose(engine)
    key = (id(knowledge), name)
    found = _made.get(key)
    if found is None:
        found = _made[key] = _make(knowledge, name)
        weakref.finalize(knowledge, _made.pop, key, None).atexit = False
    return found


def _make(knowledge: KnowledgeBase, name: str) -> Evaluator:
    if name == "compiled":
        return CompiledEvaluator(knowledge)
    from engine.inference.durable import DurableEvaluator

    if name == "durable":
        return DurableEvaluator(knowledge)
    return BothEvaluators(evaluator_for(knowledge, "durable"), evaluator_for(knowledge, "compiled"))
