"""A stranger's picture drawn anew, small and without a past. Runs in the child process (core.confined), which has no database."""

import base64
import io
import itertools
import struct
import warnings
from typing import Any, Final

from django.utils.translation import gettext as _
from PIL import Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from chungtay.core.errors import RuleBroken
from chungtay.files.filetypes import not_a_picture

MEGAPIXELS: Final = 60
# Loaded with this module, before the child's memory is limited; nothing else ever reads a file.
_FORMATS: Final = tuple(
    reader.format for reader in (JpegImagePlugin.JpegImageFile, PngImagePlugin.PngImageFile, WebPImagePlugin.WebPImageFile)
)
_QUALITIES: Final = (85, 78, 70, 60, 50, 40)
_SMALLER: Final = 0.8
_ORIENTATION: Final = 0x0112  # the tag of EXIF
_UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ALPHA: Final = frozenset({"RGBA", "LA", "PA", "RGBa", "La"})
_DAMAGE: Final = (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, AttributeError, EOFError, struct.error, OverflowError)
_BOMBS: Final = (Image.DecompressionBombError, Image.DecompressionBombWarning)


def drawn(content: bytes, question: dict[str, Any]) -> dict[str, Any]:
    """Base64 of one JPEG for each of question["sizes"] (most pixels on the long side, most bytes); width and height of the first.

    RuleBroken for what is no whole JPEG, PNG or WebP picture and for one above 60 megapixels.
    """
    Image.MAX_IMAGE_PIXELS = MEGAPIXELS * 1_000_000
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    sizes: list[tuple[int, int]] = [(side, most) for side, most in question["sizes"]]
    picture = _opened(content)
    try:
        picture = _small(picture, sizes[0][0])
    except _BOMBS:
        raise _too_many_pixels() from None
    except _DAMAGE as fault:
        raise RuleBroken(_("Ảnh này bị hỏng hoặc chưa tải lên hết. Xin mở lại ảnh xem còn nguyên vẹn không, rồi chọn lại.")) from fault
    made = [_fitted(picture, side, most) for side, most in sizes]
    width, height = made[0][1]
    return {"width": width, "height": height, "jpegs": [base64.b64encode(jpeg).decode("ascii") for jpeg, _size in made]}


def _opened(content: bytes) -> Image.Image:
    """Its head read, no pixel yet."""
    try:
        return Image.open(io.BytesIO(content), formats=_FORMATS)
    except _BOMBS:
        raise _too_many_pixels() from None
    except _DAMAGE as fault:  # UnidentifiedImageError is an OSError
        raise not_a_picture() from fault


def _small(picture: Image.Image, side: int) -> Image.Image:
    """The first frame in plain RGB, no side above `side` pixels, upright, on white where it was transparent, nothing known about it."""
    share = side / max(picture.size)
    if share < 1:  # a JPEG is decoded at a half, a quarter or an eighth
        picture.draft(None, (max(1, int(picture.width * share)), max(1, int(picture.height * share))))
    picture.load()
    turn = _UPRIGHT.get(_orientation(picture))
    plain = _plain(picture)
    del picture
    plain.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=3.0)
    if plain.mode == "RGBA":
        behind = Image.new("RGB", plain.size, "white")
        behind.paste(plain, mask=plain.getchannel("A"))
        plain = behind
    if turn is not None:
        plain = plain.transpose(turn)
    plain.info = {}
    return plain


def _orientation(picture: Image.Image) -> int:
    """How the camera was held; a past that cannot be read turns nothing."""
    try:
        found = picture.getexif().get(_ORIENTATION, 1)
    except _DAMAGE:
        return 1
    return found if isinstance(found, int) else 1


def _plain(picture: Image.Image) -> Image.Image:
    """As RGB, or RGBA where parts are transparent."""
    if picture.mode.startswith("I"):  # 16 bits of grey
        picture = picture.point(lambda value: value / 256).convert("L")
    mode = "RGBA" if picture.mode in _ALPHA or "transparency" in picture.info else "RGB"
    return picture.convert(mode) if picture.mode != mode else picture


def _fitted(picture: Image.Image, side: int, most: int) -> tuple[bytes, tuple[int, int]]:
    """The best JPEG within `side` pixels and `most` bytes: first the quality gives way, then the size."""
    for step in itertools.count():
        copy = picture.copy()
        copy.thumbnail((max(1, int(side * _SMALLER**step)),) * 2, Image.Resampling.LANCZOS)
        for quality in _QUALITIES:
            made = io.BytesIO()
            copy.save(made, "JPEG", quality=quality, subsampling="4:2:0", optimize=True)
            if made.tell() <= most:
                return made.getvalue(), copy.size
    raise AssertionError  # one pixel fits


def _too_many_pixels() -> RuleBroken:
    return RuleBroken(_("Ảnh có quá nhiều điểm ảnh: tối đa %(limit)d megapixel. Xin chụp lại ở cỡ ảnh nhỏ hơn.") % {"limit": MEGAPIXELS})
