"""Pages of paper: registers, a document, the checker, signatures."""
