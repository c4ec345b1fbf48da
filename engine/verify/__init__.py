"""What can be wrong with knowledge and rules, found before a person meets it."""
