"""Chung Tay: rooms (the domain) below, doors (pages, commands) above; the stairs only go down. See ARCHITECTURE.md."""
