"""The verbs of paper, by noun: offices, numbers, drafts, issuing, incoming."""
