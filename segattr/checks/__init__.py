"""Whether the data can be trusted: checks, what they found, and what can be put right."""
