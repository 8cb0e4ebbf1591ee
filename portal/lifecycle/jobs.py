"""What the worker looks after every night."""

import logging
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from portal.lifecycle.trees import check_tree
from portal.tasks.periodic import periodic

logger = logging.getLogger(__name__)


@periodic(every=timedelta(days=1), lease=timedelta(minutes=10), label=_("Check the page tree"))
def look_at_the_tree() -> None:
    """Keep the result for the health page and log flaws; nothing is repaired unasked."""
    check = check_tree()
    if check.findings:
        logger.error("The page tree has flaws: %s", check.findings)
