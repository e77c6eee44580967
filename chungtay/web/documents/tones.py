"""The colour of a status."""

from typing import Final

from chungtay.documents.enums import DocumentStatus

TONES: Final[dict[str, str]] = {
    DocumentStatus.DRAFT: "plain",
    DocumentStatus.UNDER_REVIEW: "wait",
    DocumentStatus.SIGNED: "info",
    DocumentStatus.ISSUED: "ok",
    DocumentStatus.REPLACED: "stop",
    DocumentStatus.RECALLED: "stop",
}
