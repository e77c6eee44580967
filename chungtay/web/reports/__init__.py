"""Pages about figures: a figure with its source, the dashboard of a programme, reports from the first draft to the kept figure."""
