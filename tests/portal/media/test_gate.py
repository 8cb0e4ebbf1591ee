"""Every refusal of the gate, and what is kept of what it accepts."""

import io
import time

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from portal.media import gate, pictures
from tests.portal.media import builders as make

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")


def accepted(content, name):
    file = gate.accept_image(make.upload(content, name))
    file.seek(0)
    return file, Image.open(io.BytesIO(file.read()))


def refusal(content, name, check=gate.accept_image):
    """The code; more or fewer than one sentence is an error of its own."""
    with pytest.raises(ValidationError) as caught:
        check(make.upload(content, name))
    (message,) = caught.value.messages
    assert caught.value.code in message
    return caught.value.code


def colours(picture):
    """Of the four quarters: upper left, upper right, lower left, lower right."""
    small = picture.convert("RGB").resize((4, 4), Image.Resampling.BOX)
    points = [small.getpixel(at) for at in ((0, 0), (3, 0), (0, 3), (3, 3))]
    return [tuple(round(value / 50) for value in point) for point in points]


# Refusals


def test_picture_of_too_many_bytes(settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 100
    assert refusal(make.encoded(make.corners()), "anh.jpg") == "ANH-01"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        pytest.param(make.png_header(60_000, 60_000), "bom.png", id="png-3600-megapixels"),
        pytest.param(make.png_header(9_000, 9_000), "bom.png", id="png-81-megapixels"),
        pytest.param(make.png_header(10_000, 9_900), "bom.png", id="png-where-pillow-warns"),
        pytest.param(
            b"GIF89a\xff\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\xff\xff\xff\xff\x00\x02\x00;",
            "bom.gif",
            id="gif-of-44-bytes",
        ),
        pytest.param(make.gif_of_empty_frames(400_000), "bom.gif", id="gif-of-too-many-frames"),
        pytest.param(make.animation(size=(2_600, 20)), "bom.gif", id="moving-and-too-wide"),
        pytest.param(
            make.encoded(Image.new("RGBA", (4_100, 4_000)), "PNG"), "bom.png", id="transparent"
        ),
    ],
)
def test_picture_of_too_many_pixels(content, name):
    started = time.monotonic()
    assert refusal(content, name) == "ANH-02"
    assert time.monotonic() - started < 1


@pytest.mark.parametrize(
    ("content", "name"),
    [
        pytest.param(b"", "rong.jpg", id="empty"),
        pytest.param(b"<!doctype html><script>alert(1)</script>", "trang.jpg", id="web-page"),
        pytest.param(b"GIF89a/*\x00*/=1;alert(1)", "ma.gif", id="gif-and-script"),
        pytest.param(make.png_header(60, 60), "cut.png", id="header-only"),
        pytest.param(make.encoded(make.corners(), quality=95)[:2_000], "cut.jpg", id="cut-off"),
        pytest.param(make.animation()[:200], "cut.gif", id="animation-cut-off"),
        pytest.param(make.encoded(make.corners(), "TIFF"), "anh.tif", id="tiff"),
        pytest.param(make.encoded(make.corners(), "TIFF"), "anh.jpg", id="tiff-named-jpg"),
        pytest.param(make.encoded(make.corners(64, 64), "ICO"), "anh.ico", id="icon"),
        pytest.param(make.PDF, "anh.png", id="pdf"),
    ],
)
def test_no_picture(content, name):
    assert refusal(content, name) == "ANH-03"


@pytest.mark.parametrize("name", ["anh.svg", "anh.png", "anh.svgz"])
def test_svg(name):
    svg = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'
    assert refusal(svg, name) == "ANH-04"


@pytest.mark.parametrize(
    ("kind", "name"), [("PNG", "anh.jpg"), ("JPEG", "anh.png"), ("GIF", "anh"), ("WEBP", "a.bmp")]
)
def test_picture_under_a_wrong_name(kind, name):
    assert refusal(make.encoded(make.corners(), kind), name) == "ANH-05"


def test_refusal_of_hostile_bytes_is_one_of_the_gate_whatever_the_decoder_raises(monkeypatch):
    def explode(content):
        raise RuntimeError("unexpected")

    monkeypatch.setattr(pictures, "read_header", explode)
    assert refusal(make.encoded(make.corners()), "anh.jpg") == "ANH-03"


# What is kept


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_fit_picture_is_kept_byte_for_byte(kind):
    content = make.encoded(make.corners(), kind)
    file, _ = accepted(content, f"Hội nghị.{kind.lower()}")
    assert file.read() == b""
    file.seek(0)
    assert (file.name, file.read()) == (f"hoi-nghi.{kind.lower()}", content)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_photo_is_turned_upright_and_forgets_where_it_was_taken(orientation):
    turned = make.corners()
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}.get(orientation)
    if back is not None:
        turned = turned.transpose(Image.Transpose(back))
    content = make.encoded(turned, exif=make.exif(orientation), quality=92)
    _, picture = accepted(content, "anh.jpg")
    assert picture.size == (640, 360)
    assert colours(picture) == colours(make.corners())
    assert not picture.getexif()


ABOUT = {
    "exif": {"exif": make.exif()},
    "xmp": {"xmp": b"<x:xmpmeta>Telephone</x:xmpmeta>"},
    "comment": {"comment": "Telephone"},
}


@pytest.mark.parametrize(
    ("kind", "where"),
    [
        *((kind, where) for kind in ("JPEG", "WEBP", "AVIF") for where in ("exif", "xmp")),
        ("JPEG", "comment"),
        ("PNG", "exif"),
    ],
)
def test_data_about_the_photographer_goes(kind, where):
    content = make.encoded(make.corners(), kind, **ABOUT[where])
    assert b"Telephone" in content
    file, _ = accepted(content, f"anh.{kind.lower()}")
    file.seek(0)
    assert b"Telephone" not in file.read()


@pytest.mark.parametrize(
    ("key", "value"),
    [("XML:com.adobe.xmp", "<x:xmpmeta>10.9N 108.1E</x:xmpmeta>"), ("Author", "Telephone")],
)
def test_text_of_a_png_goes(key, value):
    notes = PngInfo()
    notes.add_itxt(key, value, zip=True)
    _, picture = accepted(make.encoded(make.corners(), "PNG", pnginfo=notes), "anh.png")
    picture.load()
    assert picture.text == {}


def test_photo_without_its_data_hardly_changes():
    photo = Image.effect_noise((400, 300), 40).convert("RGB")
    content = make.encoded(photo, exif=make.exif(), quality=95)
    file, picture = accepted(content, "anh.jpg")
    assert picture.quantization == Image.open(io.BytesIO(content)).quantization
    assert file.size <= len(content)


def test_photo_of_24_megapixels_is_made_small():
    content = make.encoded(make.corners(6_000, 4_000), exif=make.exif(6), quality=90)
    started = time.monotonic()
    _, picture = accepted(content, "anh.jpg")
    assert time.monotonic() - started < 5
    assert picture.size == (1_707, 2_560)


@pytest.mark.parametrize(
    ("mode", "kept"),
    [("L", "L"), ("1", "L"), ("P", "RGB"), ("RGB", "RGB"), ("RGBA", "RGBA"), ("LA", "RGBA")],
)
def test_large_png_of_each_mode_is_made_small(mode, kept):
    _, picture = accepted(make.encoded(make.corners(3_000, 600, mode), "PNG"), "anh.png")
    assert (picture.size, picture.mode) == ((2_560, 512), kept)


def test_png_with_a_transparent_colour_stays_transparent():
    content = make.encoded(make.corners(3_000, 600), "PNG", transparency=(200, 30, 30))
    _, picture = accepted(content, "anh.png")
    assert picture.getpixel((5, 5))[3] == 0
    assert picture.getpixel((2_500, 500))[3] == 255


def test_scan_of_16_bits_keeps_its_greys():
    scan = Image.linear_gradient("L").convert("I").point(lambda value: value * 257)
    _, picture = accepted(make.encoded(scan.convert("I;16"), "PNG"), "quet.png")
    assert picture.mode == "L"
    assert [picture.getpixel((9, y)) for y in (0, 128, 255)] == [0, 128, 255]


def test_printers_colours_become_screen_colours():
    _, picture = accepted(make.encoded(make.corners(mode="CMYK")), "anh.jpg")
    assert picture.mode == "RGB"
    assert colours(picture) == colours(make.corners())


def test_printers_colours_with_a_profile_that_is_none():
    content = make.encoded(make.corners(mode="CMYK"), icc_profile=b"no profile")
    _, picture = accepted(content, "anh.jpg")
    assert picture.mode == "RGB"
    assert "icc_profile" not in picture.info


def test_colour_profile_of_a_photo_stays():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = make.encoded(make.corners(), exif=make.exif(3), icc_profile=profile)
    _, picture = accepted(content, "anh.jpg")
    assert picture.info["icc_profile"] == profile


@pytest.mark.parametrize("extension", ["heic", "heif"])
def test_telephone_format_becomes_jpeg(extension):
    content = make.encoded(make.corners(), "HEIF", exif=make.exif().tobytes())
    file, picture = accepted(content, f"IMG_0001.{extension}")
    assert (file.name, picture.format) == ("img-0001.jpg", "JPEG")
    assert colours(picture) == colours(make.corners())
    assert not picture.getexif()


def test_transparent_parts_become_white_where_jpeg_has_no_transparency():
    clear = make.corners(mode="RGBA")
    clear.putalpha(0)
    _, picture = accepted(make.encoded(clear, "HEIF", quality=100), "anh.heic")
    assert min(picture.getpixel((20, 20))) > 245


def test_photo_with_a_second_picture_inside_keeps_the_first():
    content = make.encoded(
        make.corners(), "MPO", save_all=True, append_images=[make.corners(320, 180)]
    )
    assert Image.open(io.BytesIO(content)).format == "MPO"
    file, picture = accepted(content, "DSC0001.JPG")
    assert (file.name, picture.format, picture.size) == ("dsc0001.jpg", "JPEG", (640, 360))


def test_jfif_is_renamed():
    file, _ = accepted(make.encoded(make.corners()), "anh.jfif")
    assert file.name == "anh.jpg"


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_moving_picture_keeps_moving(kind):
    content = make.animation(kind)
    file, picture = accepted(content, f"anh.{kind.lower()}")
    assert picture.n_frames == 3
    file.seek(0)
    assert file.read() == content


def test_moving_picture_with_a_place_forgets_it_and_keeps_moving():
    _, picture = accepted(make.animation("WEBP", exif=make.exif()), "anh.webp")
    assert picture.n_frames == 3
    picture.seek(2)
    picture.load()
    assert picture.info["duration"] == 100
    assert not picture.getexif()


@pytest.mark.parametrize("kind", ["PNG", "AVIF"])
def test_moving_picture_that_wagtail_cannot_open_stands_still(kind):
    _, picture = accepted(make.animation(kind), f"anh.{kind.lower()}")
    assert getattr(picture, "n_frames", 1) == 1


REFUSED = {
    "avif-star-animated.avifs": "ANH-05",
    "gif-bomb-extents.gif": "ANH-02",
    "gif-decompression-bomb.gif": "ANH-02",
    "heic-github45.heic": "ANH-03",
    "ico-decompression-bomb.ico": "ANH-03",
    "png-broken-data-stream.png": "ANH-03",
    "png-broken.png": "ANH-03",
    "tif-crash.tif": "ANH-03",
}


@pytest.mark.parametrize("path", make.samples("images/*", "images/orient/*"))
def test_sample_picture_is_kept_fit_or_refused_with_one_code(path, peak_memory):
    started = time.monotonic()
    if path.name in REFUSED:
        assert refusal(path.read_bytes(), path.name) == REFUSED[path.name]
    else:
        file, picture = accepted(path.read_bytes(), path.name)
        picture.load()
        assert max(picture.size) <= pictures.MAX_EDGE
        assert not picture.getexif()
        assert picture.mode in {"L", "P", "RGB", "RGBA"}
        assert file.name.rsplit(".")[-1] in pictures.MIME_TYPES
    assert time.monotonic() - started < 5
    assert peak_memory() < 400


@pytest.mark.parametrize("path", make.samples("images/orient/Landscape_[2-8].jpg"))
def test_sample_photo_stands_upright(path):
    upright = Image.open(path.with_name("Landscape_1.jpg")).convert("RGB")
    _, picture = accepted(path.read_bytes(), path.name)
    assert picture.size == upright.size
    here, there = (each.resize((12, 8), Image.Resampling.BOX) for each in (picture, upright))
    difference = [abs(a - b) for a, b in zip(here.tobytes(), there.tobytes(), strict=True)]
    assert sum(difference) / len(difference) < 8


@pytest.mark.slow
@pytest.mark.parametrize(
    ("mode", "kind", "size", "name", "most"),
    [
        ("RGB", "JPEG", (7_700, 5_190), "anh.jpg", 150),
        ("RGB", "PNG", (7_016, 4_960), "quet.png", 400),
        ("P", "PNG", (7_016, 4_960), "quet.png", 400),
        ("RGBA", "PNG", (4_000, 4_000), "anh.png", 400),
        ("RGBA", "WEBP", (4_000, 4_000), "anh.webp", 400),
        ("RGB", "AVIF", (4_000, 4_000), "anh.avif", 400),
        ("RGB", "HEIF", (6_000, 4_000), "anh.heic", 400),
    ],
)
def test_largest_pictures_need_bounded_memory(mode, kind, size, name, most, peak_memory):
    content = make.encoded(make.corners(*size, mode), kind)
    peak_memory.reset()
    accepted(content, name)
    assert peak_memory() < most
