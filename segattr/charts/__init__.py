"""A table becomes an Altair chart; one theme."""
