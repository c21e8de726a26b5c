"""Intervals, tests, multiplicity, shrinkage: counts in, figures out."""
