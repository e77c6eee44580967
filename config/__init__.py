"""How this installation is set up; one settings file, differences by environment only."""
