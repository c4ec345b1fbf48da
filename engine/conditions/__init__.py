"""Conditions: the one language of rules, `depends` and the questionnaire's JSON.

A condition is data. `parse` reads it into a small tree, `confidence` says whether it is true and how sure,
`in_words` says it to a person, and every evaluator compiles the same tree. The operators stand in one table.
Missing answers make every test false but `answered`; `not` negates whatever is under it.
"""

from engine.conditions.holding import View, confidence, support
from engine.conditions.reading import ConditionError, is_threshold, json_schema, parse
from engine.conditions.tree import (
    ANSWERED,
    OPERATORS,
    All,
    Always,
    AnyOf,
    Condition,
    HasFinding,
    HasWhen,
    NoFinding,
    Not,
    Operator,
    Test,
    Value,
    reads,
    to_data,
    walk,
)
from engine.conditions.words import in_words

__all__ = [
    "ANSWERED",
    "OPERATORS",
    "All",
    "Always",
    "AnyOf",
    "Condition",
    "ConditionError",
    "HasFinding",
    "HasWhen",
    "NoFinding",
    "Not",
    "Operator",
    "Test",
    "Value",
    "View",
    "confidence",
    "in_words",
    "is_threshold",
    "json_schema",
    "parse",
    "reads",
    "support",
    "to_data",
    "walk",
]
