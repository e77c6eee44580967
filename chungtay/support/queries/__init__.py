"""Questions about what came to help, by noun."""

from chungtay.support.queries.receiving import contributions_of

__all__ = ["contributions_of"]
