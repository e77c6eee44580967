"""The pages of rounds: what a unit answers, what the level above collects, the totals and the texts."""
