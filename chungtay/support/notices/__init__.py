"""What people are told about support, by noun; in Vietnamese whatever language the one who acts reads."""
