"""The record that a person keeps: evidence, feedback, check-ins and how it is going; and its reports.

Beside the way of the data: it reads the goals and the ticks, and no rule reads it. Nothing of it is shown to
a coach, and how someone feels never enters a report.
"""
