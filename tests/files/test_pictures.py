"""A photo is drawn anew: small, upright, without a past; what is no photo gets a sentence that says what to do."""

import io
from typing import Any

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import RequestFactory
from PIL import Image

from chungtay.core.errors import RuleBroken
from chungtay.files.models import MOST_BYTES, MOST_PIXELS
from chungtay.files.pictures import LARGEST, THUMB_BYTES, THUMB_PIXELS, Picture, picture_of
from tests.make.files import (
    A_HEIC,
    A_LIE,
    A_PDF,
    A_SCRIPT,
    AN_SVG,
    CAMERA,
    a_bomb,
    a_jpeg,
    a_noisy_photo,
    a_photo,
    a_png,
    a_webp,
    drawn_as,
    seen,
)

MEGABYTE = 1024 * 1024


def corner(jpeg: bytes, x: float, y: float) -> str:
    """The colour near a place given in shares of width and height."""
    picture = seen(jpeg).convert("RGB")
    pixel = picture.getpixel((int(x * (picture.width - 1)), int(y * (picture.height - 1))))
    assert isinstance(pixel, tuple)
    red, green, blue = (value > 128 for value in pixel)
    return {(True, False, False): "red", (False, False, True): "blue", (True, True, True): "white"}.get((red, green, blue), str(pixel))


def fits(picture: Picture) -> bool:
    large, small = seen(picture.jpeg), seen(picture.thumb)
    assert (large.format, small.format) == ("JPEG", "JPEG")
    assert large.size == (picture.width, picture.height)
    assert abs(large.width / large.height - small.width / small.height) < 0.03
    bounds = [max(large.size) <= MOST_PIXELS, max(small.size) <= THUMB_PIXELS]
    return all([*bounds, len(picture.jpeg) <= MOST_BYTES, len(picture.thumb) <= THUMB_BYTES])


def test_a_phones_photo_is_small_and_has_no_past() -> None:
    sent = a_photo(3000, 2000)
    assert CAMERA.encode() in sent
    assert A_SCRIPT in sent
    picture = picture_of(sent)
    assert fits(picture)
    assert (picture.width, picture.height) == (1600, 1067)
    for made in (picture.jpeg, picture.thumb):
        assert not seen(made).getexif()
        assert set(seen(made).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
        assert not any(left in made for left in (b"Exif", b"<script", b"ICC_PROFILE", CAMERA.encode(), b"http"))


def test_what_hangs_behind_the_picture_is_gone() -> None:
    assert b"script" not in picture_of(a_photo() + A_SCRIPT).jpeg


@pytest.mark.parametrize(
    ("orientation", "size", "red"),
    [
        (1, (64, 48), (0, 0.5)),
        (2, (64, 48), (1, 0.5)),
        (3, (64, 48), (1, 0.5)),
        (6, (48, 64), (0.5, 0)),
        (8, (48, 64), (0.5, 1)),
        (0, (64, 48), (0, 0.5)),
        (77, (64, 48), (0, 0.5)),
    ],
)
def test_upright_as_the_camera_was_held(orientation: int, size: tuple[int, int], red: tuple[float, float]) -> None:
    picture = picture_of(a_photo(orientation=orientation))
    assert (picture.width, picture.height) == size
    assert corner(picture.jpeg, *red) == "red"
    assert corner(picture.jpeg, 1 - red[0], 1 - red[1]) == "blue"


def test_noise_gives_way_in_quality_then_in_size() -> None:
    picture = picture_of(a_noisy_photo(2000, 1500))
    assert fits(picture)
    assert picture.width < MOST_PIXELS


def test_small_pictures_do_not_grow_and_long_ones_stay_whole() -> None:
    assert picture_of(a_photo(1, 1)).width == 1
    long = picture_of(a_photo(8000, 2))
    assert (long.width, long.height) == (1600, 1)


@pytest.mark.parametrize(
    ("sent", "colour"),
    [
        (a_png(), "white"),  # transparent: on white, not on black
        (a_png(mode="RGB"), "red"),
        (a_png(mode="P"), "red"),
        (a_webp(), "red"),
        (drawn_as("JPEG", Image.new("CMYK", (9, 9), (0, 255, 255, 0))), "red"),
        (drawn_as("MPO", Image.new("RGB", (9, 9), "red"), save_all=True, append_images=[Image.new("RGB", (9, 9), "blue")]), "red"),
        (drawn_as("PNG", Image.new("RGB", (9, 9), "red"), save_all=True, append_images=[Image.new("RGB", (9, 9), "blue")]), "red"),
        (drawn_as("WEBP", Image.new("RGB", (9, 9), "red"), save_all=True, append_images=[Image.new("RGB", (9, 9), "blue")]), "red"),
    ],
)
def test_every_kind_that_is_taken(sent: bytes, colour: str) -> None:
    picture = picture_of(sent)
    assert fits(picture)
    assert corner(picture.jpeg, 0, 0) == colour


@pytest.mark.parametrize("mode", ["L", "1", "I;16", "LA"])
def test_grey_stays_grey(mode: str) -> None:
    assert fits(picture_of(a_png(mode=mode)))


def test_sixteen_bits_of_grey_keep_their_tone() -> None:
    assert 120 <= seen(picture_of(a_png(mode="I;16")).jpeg).convert("L").tobytes()[0] <= 136


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"", "rỗng"),
        (b"Xin chao, day la anh", "không phải ảnh JPEG, PNG hay WebP. Xin chọn"),
        (A_PDF, "không phải ảnh"),
        (A_LIE, "không phải ảnh"),
        (a_jpeg(), "bị hỏng"),
        (AN_SVG, "SVG"),
        (A_HEIC, "Tương thích nhất"),
        (a_bomb(), "60 megapixel"),
        (a_photo(400, 300)[:-900], "chưa tải lên hết"),
        (a_png(400, 300, mode="RGB")[:-40], "chưa tải lên hết"),
        (a_webp(400, 300)[:-20], "hỏng|không phải"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "không phải ảnh"),
        (b"RIFF\x10\x00\x00\x00WEBP" + b"\0" * 99, "không phải ảnh"),
        (drawn_as("GIF", Image.new("RGB", (9, 9))), "không phải ảnh"),
        (drawn_as("BMP", Image.new("RGB", (9, 9))), "không phải ảnh"),
    ],
)
def test_what_is_no_photo_is_told_what_to_do(sent: bytes, said: str) -> None:
    with pytest.raises(RuleBroken, match=said) as refusal:
        picture_of(sent, field="anh")
    assert refusal.value.field == "anh"
    assert "Xin" in refusal.value.sentence or "Trên iPhone" in refusal.value.sentence


# ── How it comes ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


class Watched(ContentFile):  # type: ignore[type-arg]  # of bytes
    """Says how much of it was asked for."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.asked: list[int | None] = []

    def read(self, size: int | None = None) -> Any:
        self.asked.append(size)
        return super().read(size)


def test_too_heavy_is_refused_before_it_is_read() -> None:
    heavy = Watched(b"\xff" * (LARGEST + 1))
    with pytest.raises(RuleBroken, match=r"^Ảnh nặng 15,1 MB, tối đa 15 MB\.") as refusal:
        picture_of(heavy)
    assert refusal.value.field == "photo"
    assert heavy.asked == []
    with pytest.raises(RuleBroken, match="nặng 15,1 MB"):
        picture_of(b"\xff" * (LARGEST + 1))


def test_what_says_less_than_it_holds_is_read_no_further_than_the_limit() -> None:
    liar = Watched(b"\xff" * (LARGEST + 1))
    liar.size = 5
    with pytest.raises(RuleBroken, match="không phải ảnh"):
        picture_of(liar)
    assert liar.asked == [LARGEST]


def test_forty_megabytes_arrive_and_get_a_sentence() -> None:
    """Through Django's own parser, which lays large files on the disk."""
    sent = SimpleUploadedFile("anh.jpg", a_photo() + b"\0" * (40 * MEGABYTE), "image/jpeg")
    found = RequestFactory().post("/", {"photo": sent}).FILES["photo"]
    assert isinstance(found, TemporaryUploadedFile)
    with found, pytest.raises(RuleBroken, match=r"^Ảnh nặng 40,1 MB, tối đa 15 MB\."):
        picture_of(found)


@pytest.mark.parametrize("file", [File(io.BytesIO(a_photo()), name="a.jpg"), SimpleUploadedFile("a.jpg", a_photo())])
def test_a_form_may_have_looked_into_it(file: Any) -> None:
    file.read(10)
    assert picture_of(file).width == 64
