"""Answers of someone with much to do, which bring more steps than few hours can hold."""

BUSY = {
    "concerns": ["deadlines", "quality"],
    "goal_clarity": "few",
    "goal_feasibility": "with_help",
    "blockers": ["no_time_workload", "little_feedback", "changing_priorities"],
    "wanted_result": "stay",
    "meeting_rhythm": "rarely",
}
