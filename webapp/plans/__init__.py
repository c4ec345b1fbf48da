"""The plan: shown, ticked, made again, taken along."""
