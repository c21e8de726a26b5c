"""Rates by segment, and what the blended rate hides."""
