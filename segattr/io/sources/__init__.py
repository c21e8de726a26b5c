"""Which tool a file comes from: one table per tool, told by the headers its exports carry."""
