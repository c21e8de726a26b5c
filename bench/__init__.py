"""Time and memory beside peers, in one run. Measured and printed, never asserted: machines are noisy."""
