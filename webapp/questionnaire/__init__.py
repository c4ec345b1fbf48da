"""The questionnaire: one section a page, branching decided here, nothing stored unless it is safe to."""
