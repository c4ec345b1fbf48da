"""Working the plan: days changed, steps put off or aside, own steps and notes, and undo for each of them."""
