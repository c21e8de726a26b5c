"""Save, open and move a project."""
