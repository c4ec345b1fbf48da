"""Coming back to what is kept, and leaving it: the recovery code, the lock after a pause, the quick way out,
and taking everything along or bringing it back (docs/decisions/recovery.md).
"""

from webapp.coming_back.bringing import blueprint as bringing_pages
from webapp.coming_back.leaving import blueprint as leaving_pages
from webapp.coming_back.taking import blueprint as taking_pages
from webapp.coming_back.views import blueprint as code_pages

blueprints = (code_pages, leaving_pages, taking_pages, bringing_pages)

__all__ = ["blueprints"]
