"""The record a person keeps, its check-ins and the reports written from it: for the person, never a coach."""
