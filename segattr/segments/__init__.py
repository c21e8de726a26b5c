"""Who belongs to which segment."""
