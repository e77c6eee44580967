"""The only writers of places: units (found, rename, move, close), restructuring (merge, split), the national list, and Lineage."""
