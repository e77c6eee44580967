"""The verbs of needs, by noun: recording, moves, promises, many at once, photos, rounds, successions."""

from chungtay.needs.actions.bulk import publish_needs, return_needs, verify_needs
from chungtay.needs.actions.moves import (
    close_need,
    confirm_met,
    note_met,
    publish_need,
    reconfirm_need,
    return_need,
    take_down_need,
    verify_need,
    withdraw_need,
)
from chungtay.needs.actions.photos import add_photo, remove_photo
from chungtay.needs.actions.promises import meet, promise, release_promise
from chungtay.needs.actions.record import discard_need, record_need, revise_need, submit_need
from chungtay.needs.actions.rounds import declare_nil
from chungtay.needs.actions.succession import follow_successions

__all__ = [
    "add_photo",
    "close_need",
    "confirm_met",
    "declare_nil",
    "discard_need",
    "follow_successions",
    "meet",
    "note_met",
    "promise",
    "publish_need",
    "publish_needs",
    "reconfirm_need",
    "record_need",
    "release_promise",
    "remove_photo",
    "return_need",
    "return_needs",
    "revise_need",
    "submit_need",
    "take_down_need",
    "verify_need",
    "verify_needs",
    "withdraw_need",
]
