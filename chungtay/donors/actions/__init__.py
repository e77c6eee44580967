"""What is done about donors: recorded, revised, allowed and withdrawn, merged and told apart."""

from chungtay.donors.actions.consents import give_consent, withdraw_consent
from chungtay.donors.actions.merging import merge_donors, tell_apart, unmerge_donor
from chungtay.donors.actions.recording import record_donor, revise_donor

__all__ = ["give_consent", "merge_donors", "record_donor", "revise_donor", "tell_apart", "unmerge_donor", "withdraw_consent"]
