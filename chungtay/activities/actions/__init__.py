"""The verbs of activities, by noun: what was done, and the photos and papers about it."""

from chungtay.activities.actions.attached import (
    NewPaper,
    NewPhoto,
    add_paper,
    add_photo,
    remove_paper,
    remove_photo,
)
from chungtay.activities.actions.recording import record_activity, revise_activity, withdraw_activity

__all__ = [
    "NewPaper",
    "NewPhoto",
    "add_paper",
    "add_photo",
    "record_activity",
    "remove_paper",
    "remove_photo",
    "revise_activity",
    "withdraw_activity",
]
