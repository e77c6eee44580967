"""A bank's file read: asked.py asks, and in a process of its own work.py answers, by tables → heads and parsing → checking."""
