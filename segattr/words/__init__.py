"""Every label, sentence and help text a person reads, one file per page."""
