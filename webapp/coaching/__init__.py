"""What a coach does: their clients, each with a questionnaire, a plan and its changes, and a trail of it all.

The questionnaire and the plan are the person's own pages, registered a second time under a client's address.
"""

from webapp.coaching.client import blueprint as client
from webapp.coaching.clients import blueprint as clients
from webapp.coaching.tailoring import blueprint as tailoring

blueprints = (clients, client, tailoring)

__all__ = ["blueprints"]
