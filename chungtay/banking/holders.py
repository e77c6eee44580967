"""Whose account it is, read from the holder's name as a bank writes it: an organisation's, never a person's alone.

Money for children on a private account is how trust was lost in 2025; so a name has to say which office, school or fund it is. Single
words will not do: Trương, Đoàn, Quý, Phương, Tâm, Hội and many more are names of people too.
"""

import re
from typing import Final

from chungtay.core.vietnamese import fold

# Words by which banks write an organisation, folded; each long or rare enough to be in no person's name.
_WORDS: Final = (
    "uy ban",
    "ubnd",
    "ubmttq",
    "mttq",
    "mat tran to quoc",
    "hoi dong truong",
    "hoi dong nhan dan",
    "mam non",
    "mau giao",
    "truong mn",
    "tieu hoc",
    "trung hoc co so",
    "trung hoc pho thong",
    "truong th",
    "thcs",
    "thpt",
    "ptdt",
    "ptdtbt",
    "ptdtnt",
    "pho thong",
    "noi tru",
    "ban tru",
    "giao duc",
    "gd dt",
    "gddt",
    "gd va dt",
    "phong gd",
    "so gd",
    "phong van hoa",
    "phong kinh te",
    "so y te",
    "so lao dong",
    "so noi vu",
    "kho bac",
    "chu thap do",
    "hoi bao tro",
    "hoi khuyen hoc",
    "hoi lien hiep",
    "hoi phu nu",
    "hoi nong dan",
    "hoi cuu chien binh",
    "hoi cha me",
    "quy bao tro",
    "quy khuyen hoc",
    "quy tre em",
    "quy ho tro",
    "quy tu thien",
    "quy vi nguoi ngheo",
    "quy xa hoi",
    "lien doan lao dong",
    "cong doan co so",
    "cong doan truong",
    "cong doan nganh",
    "doan tncs",
    "thanh nien cong san",
    "trung tam bao tro",
    "trung tam cong tac",
    "trung tam giao duc",
    "trung tam y te",
    "trung tam hoc tap",
    "ban chi dao",
    "ban van dong",
    "ban quan ly",
    "ban dai dien",
    "van phong hdnd",
    "van phong ubnd",
    "van phong so",
)
_ORGANISATION: Final = re.compile(rf"(?:^| )(?:{'|'.join(_WORDS)})(?: |$)")


def is_organisation(holder: str, *, unit_name: str) -> bool:
    """Whether the name speaks of an organisation, or holds the unit's full name ('Xã Thanh An')."""
    name = fold(holder)
    return bool(_ORGANISATION.search(name)) or f" {fold(unit_name)} " in f" {name} "
