"""The person's goals, their numbers, and how it all goes. For the person alone: no coach has a way here."""
