"""The project's own measurements: rule bases, the engines they are run on, and what is aimed at."""
