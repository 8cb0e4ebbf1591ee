"""Background work on media."""

from django.utils.translation import gettext_lazy as _

from portal.media import variants
from portal.media.models import PortalImage
from portal.sites import structure
from portal.tasks import task


@task(label=_("Make the ready sizes of a picture"))
def make_variants(image_id: int) -> None:
    """Make the ready sizes of one image; safe to run twice, and after the image is gone."""
    image = PortalImage.objects.filter(pk=image_id).first()
    if image is None:
        return
    made = variants.make(image)
    same_file = PortalImage.objects.filter(pk=image_id, file=image.file.name)
    if not same_file.update(variants=made):
        # The file was replaced meanwhile: these show the old picture, and the replacement has
        # put its own task into the queue.
        variants.forget(image)
        return
    # It may be the logo of a site, which stands in the structure in memory.
    structure.bump_for_picture(image)
