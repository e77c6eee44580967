"""Remnants of the encodings before Unicode: TCVN3 (fonts .VnTime …) and VNI, whose letters are other letters in other fonts."""

import re
from collections.abc import Iterable
from typing import Final

from chungtay.checker.lines import whole
from chungtay.checker.looks import stretches
from chungtay.checker.reading import Para

_FONTS: Final = re.compile(r"^(?:\.Vn|VNI[-\s]|VNI\w|\.vn|VN-?Times|UVN|TCVN)", re.IGNORECASE)
# TCVN3 puts letters where other languages have signs; between Vietnamese letters no sign of money, measure or case ever stands.
_TCVN3: Final = re.compile(
    r"(?<![\w])\w*(?:[A-Za-z®§][µ¸¶·¹¨»¾¼½©®«¬×÷ª§¦Ö¡¢£¤¥]|[µ¸¶·¹¨»¾¼½×÷ª¦¬®§][A-Za-z])[\wµ¸¶·¹¨»¾¼½©®«¬×÷ª§¦¡¢£¤¥]*"
)
# VNI writes the tone after the vowel as a letter of its own: “hoøa”, “Ñoäc”.
_VNI: Final = re.compile(r"\b\w*(?:[aeiouyAEIOUYöôÖÔ][øûäåëØÛÄÅË]|[Ññ][aeiouôöùAEIOUÔÖÙ])\w*")


def is_legacy_font(name: str) -> bool:
    return bool(_FONTS.match(name.strip()))


def legacy_words(text: str) -> list[str]:
    """Words that only such an encoding leaves."""
    return [match[0] for shape in (_TCVN3, _VNI) for match in shape.finditer(text)]


def share_of_legacy(paras: Iterable[Para]) -> float:
    """How much of the text is so: letters in such fonts, or words that only such encodings leave."""
    letters = old = 0
    for para in paras:
        line = whole(para)
        letters += len(line.text)
        in_fonts = sum(end - start for start, end, look in stretches(line) if is_legacy_font(look.font))
        old += max(in_fonts, min(sum(map(len, legacy_words(line.text))) * 2, len(line.text)))
    return old / letters if letters else 0.0
