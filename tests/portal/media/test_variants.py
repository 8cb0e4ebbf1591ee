"""Ready-made sizes: which are made, what they hold, and that readers never cause one."""

import time

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image

from portal.media import gate, variants
from portal.media.models import PortalImage, PortalRendition
from portal.media.services import store_image
from portal.media.tasks import make_variants
from tests import factories
from tests.portal.media import builders as make
from tests.portal.media.test_gate import REFUSED, colours

pytestmark = [
    pytest.mark.usefixtures("clean_storage"),
    pytest.mark.filterwarnings("ignore::UserWarning:PIL"),
]


def stored(site, content, name="anh.jpg"):
    file = ContentFile(content, name=name)
    return store_image(actor=None, site=site, file=file, title="Hội nghị", description="Quang cảnh")


def opened(entry):
    with default_storage.open(entry["name"]) as file:
        picture = Image.open(file)
        picture.load()
    return picture


def test_catalogue_is_small():
    assert len(variants.CATALOGUE) == 6


@pytest.mark.parametrize(
    ("width", "widths"),
    [(2_560, [480, 1_280]), (800, [480, 800]), (480, [480]), (300, [300]), (1, [1])],
)
def test_variants_of_a_picture(site, width, widths):
    image = stored(site, make.encoded(make.corners(width, 200)))
    made = variants.make(image)
    assert [(entry["format"], entry["width"]) for entry in made] == [
        (form, step) for step in widths for form in ("avif", "webp", "jpeg")
    ]
    assert image.renditions.count() == len(made)
    for entry in made:
        picture = opened(entry)
        assert picture.format.lower() == entry["format"]
        assert picture.size == (entry["width"], entry["height"])
        if width > 100:
            assert colours(picture) == colours(make.corners())


def test_variants_are_made_once(site):
    image = stored(site, make.encoded(make.corners()))
    assert variants.make(image) == variants.make(PortalImage.objects.get())
    assert image.renditions.count() == 6


def test_variants_forgotten_by_another_process_are_made_anew(site):
    image = stored(site, make.encoded(make.corners()))
    variants.make(image)
    # Deleted without the signals that clear the cache of this process.
    image.renditions.all()._raw_delete("default")
    variants.make(PortalImage.objects.get())
    assert image.renditions.count() == 6


def test_transparent_parts_are_white_in_jpeg_and_clear_elsewhere(site):
    clear = make.corners(mode="RGBA")
    clear.putalpha(0)
    made = variants.make(stored(site, make.encoded(clear, "PNG"), "anh.png"))
    pixels = {entry["format"]: opened(entry).getpixel((10, 10)) for entry in made}
    assert min(pixels["jpeg"]) > 250
    assert pixels["webp"][3] == pixels["avif"][3] == 0


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_png_of_each_mode_has_variants(site, mode):
    content = make.encoded(make.corners(mode=mode), "PNG")
    assert len(variants.make(stored(site, content, "anh.png"))) == 6


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_moving_picture_has_no_variants_and_is_shown_itself(site, kind):
    make_variants.func(stored(site, make.animation(kind), f"anh.{kind.lower()}").pk)
    image = PortalImage.objects.get()
    assert image.variants == []
    assert not PortalRendition.objects.exists()
    picture = variants.picture_of(image)
    assert (picture.fallback_url, picture.sources) == (image.file.url, ())


def test_picture_before_and_after_its_variants(site):
    image = stored(site, make.encoded(make.corners(2_560, 1_440)))
    before = variants.picture_of(image)
    assert (before.width, before.height, before.srcset) == (2_560, 1_440, "")
    assert before.fallback_url == "/media/original_images/anh.jpg"
    make_variants.func(image.pk)
    image.refresh_from_db()
    after = variants.picture_of(image)
    assert (after.width, after.height) == (1_280, 720)
    assert [source.type for source in after.sources] == ["image/avif", "image/webp"]
    for source in (*after.sources, after):
        assert [part.split()[1] for part in source.srcset.split(", ")] == ["480w", "1280w"]
    row = PortalImage.objects.values(*variants.VALUES).get()
    assert variants.picture_from_values(row) == after


def test_no_picture():
    assert variants.picture_of(None) is None


def test_reader_of_a_new_picture_gets_the_original_and_makes_nothing(site, approver):
    image = factories.make_image(site)
    body = [
        ("picture", {"image": image, "caption": "Chú thích", "credit": ""}),
        ("gallery", {"title": "Ảnh", "items": [{"image": image, "caption": ""}] * 2}),
    ]
    article = factories.make_article(site, approver, main_image=image, body=body)
    for url in ("/", "/tuy-phong/", "/tuy-phong/tin-tuc/", article.url):
        page = Client().get(url)
        assert page.status_code == 200
        if url != "/":
            assert f'src="{image.file.url}"' in page.content.decode()
    assert not PortalRendition.objects.exists()


def test_task_of_a_deleted_picture_does_nothing(site):
    image = stored(site, make.encoded(make.corners()))
    PortalImage.objects.all().delete()

    make_variants.func(image.pk)

    assert not PortalRendition.objects.exists()


def test_task_overtaken_by_a_replacement_leaves_nothing_of_the_old_picture(site, monkeypatch):
    stored(site, make.encoded(make.corners()))
    original = variants.make

    def make_slowly(image):
        made = original(image)
        file = default_storage.save(
            "original_images/moi.jpg", ContentFile(make.encoded(make.corners()))
        )
        PortalImage.objects.update(file=file)
        return made

    monkeypatch.setattr(variants, "make", make_slowly)
    image = PortalImage.objects.get()
    make_variants.func(image.pk)
    image.refresh_from_db()
    assert image.variants == []
    assert not image.renditions.exists()


def test_listing_of_new_pictures_in_the_admin_is_quick(site, editor, signed_in):
    photo = Image.effect_noise((2_560, 1_440), 30).convert("RGB")
    for number in range(4):
        photo.putpixel((number, 0), (0, 0, 0))
        stored(site, make.encoded(photo))
    desk = signed_in(editor)
    started = time.monotonic()
    assert desk.get("/quan-tri/images/").status_code == 200
    assert time.monotonic() - started < 2
    assert PortalRendition.objects.count() == 4


@pytest.mark.parametrize("path", make.samples("images/*", "images/orient/*"))
def test_sample_picture_gets_its_variants(site, path):
    if path.name in REFUSED:
        pytest.skip("refused by the gate")
    image = stored(site, path.read_bytes(), path.name)
    made = variants.make(image)
    assert {entry["format"] for entry in made} in (set(), {"avif", "webp", "jpeg"})
    assert bool(made) is (path.name != "gif-dispose-prev.gif")
    for entry in made:
        assert opened(entry).size == (entry["width"], entry["height"])


def test_gate_keeps_only_what_the_variants_can_read(site):
    scan = Image.linear_gradient("L").convert("I").point(lambda value: value * 257)
    content = make.encoded(scan.convert("I;16"), "PNG")
    assert gate.accept_image(make.upload(content, "quet.png")).size
    assert len(variants.make(stored(site, content, "quet.png"))) == 3
