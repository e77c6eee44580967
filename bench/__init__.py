"""Measured speed, always as a ratio to a floor in the same run. `python -m bench` (make bench) prints it and writes bench/results.md."""
