"""How each state of a submission looks, and the stations that it passes."""

from typing import Final

from chungtay.submissions.enums import SubmissionStatus

TONES: Final = {
    SubmissionStatus.DUE: "plain",
    SubmissionStatus.DRAFT: "wait",
    SubmissionStatus.SUBMITTED: "info",
    SubmissionStatus.RETURNED: "stop",
    SubmissionStatus.ACCEPTED: "ok",
    SubmissionStatus.EXCUSED: "plain",
}
STATIONS: Final = (
    (SubmissionStatus.DUE, (SubmissionStatus.DUE,)),
    (SubmissionStatus.DRAFT, (SubmissionStatus.DRAFT, SubmissionStatus.RETURNED)),
    (SubmissionStatus.SUBMITTED, (SubmissionStatus.SUBMITTED,)),
    (SubmissionStatus.ACCEPTED, (SubmissionStatus.ACCEPTED,)),
)
