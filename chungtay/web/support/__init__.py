"""Pages of support: what came to help, by whom it was given, and what was taken back."""
