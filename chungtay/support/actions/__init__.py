"""What is done about support: what came is put on record and taken back."""

from chungtay.support.actions.receiving import record_contribution, reverse_contribution

__all__ = ["record_contribution", "reverse_contribution"]
