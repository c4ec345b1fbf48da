"""From recommendations to a dated plan: windows of the phases, what the weeks can carry, and the person's
own words.
"""
