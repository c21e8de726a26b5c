"""The Dataset: frozen, checked, canonical tables of one client."""
