"""What every page of the workspace stands in: menu, role switch, language, theme."""
