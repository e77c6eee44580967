"""The pages about needs: the list, recording, one need, its steps, the officer's queue."""
