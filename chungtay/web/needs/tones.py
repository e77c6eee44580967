"""How each state of a need looks, and the path of states that a need walks."""

from typing import Final

from chungtay.needs.enums import NeedStatus, NeedUrgency

TONES: Final = {
    NeedStatus.DRAFT: "plain",
    NeedStatus.SUBMITTED: "wait",
    NeedStatus.RETURNED: "stop",
    NeedStatus.VERIFIED: "info",
    NeedStatus.PUBLISHED: "ok",
    NeedStatus.PARTLY_MET: "ok",
    NeedStatus.MET: "ok",
    NeedStatus.CONFIRMED: "ok",
    NeedStatus.CLOSED: "plain",
    NeedStatus.WITHDRAWN: "plain",
}
URGENT: Final = {NeedUrgency.SOON: "wait", NeedUrgency.URGENT: "stop"}

# The stations of the line on a need's page; a station holds the states that stand there.
STATIONS: Final = (
    (NeedStatus.DRAFT, (NeedStatus.DRAFT, NeedStatus.RETURNED)),
    (NeedStatus.SUBMITTED, (NeedStatus.SUBMITTED,)),
    (NeedStatus.VERIFIED, (NeedStatus.VERIFIED,)),
    (NeedStatus.PUBLISHED, (NeedStatus.PUBLISHED, NeedStatus.PARTLY_MET)),
    (NeedStatus.MET, (NeedStatus.MET,)),
    (NeedStatus.CONFIRMED, (NeedStatus.CONFIRMED, NeedStatus.CLOSED)),
)
