"""Pages of notifications: what I was told, and how it reaches me."""
