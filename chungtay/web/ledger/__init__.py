"""Pages of the ledger: what accounts hold, the entries, one entry with its place in the tree."""
