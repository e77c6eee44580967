"""What the world may see of support, by noun: frozen answers, never a row."""
