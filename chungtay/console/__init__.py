"""The operator's door: management commands."""
