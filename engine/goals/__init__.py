"""A person's goals: what the paper asks of them, made exact, with the readings that show how far it is.

Pure: the web app keeps the document "goals" (`document.py`) and shows what is worked out here.
"""

from engine.goals.document import goal_to_json, goals_from_json
from engine.goals.goal import Goal, Reading

__all__ = ["Goal", "Reading", "goal_to_json", "goals_from_json"]
