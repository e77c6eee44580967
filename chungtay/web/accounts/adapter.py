"""How allauth behaves in this house."""

from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up: people are invited."""
