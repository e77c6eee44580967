"""What outsiders may do about support, by noun."""
