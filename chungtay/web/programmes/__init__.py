"""Pages of programmes: what they are, their rounds and who takes part, the chain of directives with its plans, focal points."""
