"""What is done about support, by noun: what is promised, what came and what was taken back."""

from chungtay.support.actions.amending import amend_pledge
from chungtay.support.actions.holding import give_hold_back, note_came, take_came, take_over_hold
from chungtay.support.actions.pledging import agree_pledge, assign_officer, cancel_pledge, decline_pledge, expire_pledges, offer_pledge
from chungtay.support.actions.receiving import record_contribution, reverse_contribution

__all__ = [
    "agree_pledge",
    "amend_pledge",
    "assign_officer",
    "cancel_pledge",
    "decline_pledge",
    "expire_pledges",
    "give_hold_back",
    "note_came",
    "offer_pledge",
    "record_contribution",
    "reverse_contribution",
    "take_came",
    "take_over_hold",
]
