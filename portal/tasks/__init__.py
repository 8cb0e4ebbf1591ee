"""Background work: rows of django-tasks' queue, run by workers that may be killed at any time.

Use::

    from portal.tasks import task

    @task(label=_("Make the ready sizes of a picture"))
    def make_variants(image_id: int) -> None: ...

    make_variants.enqueue(image.pk)  # a row in the transaction of the change
"""

from portal.tasks.policy import task

__all__ = ["task"]
