"""JSON for other programs: the questionnaire and a plan from answers. Nothing is stored, no cookie is read
or set.
"""

from webapp.api.views import blueprint, init_app

__all__ = ["blueprint", "init_app"]
