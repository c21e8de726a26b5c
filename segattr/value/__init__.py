"""Who is worth it: cohorts, what a customer brings in a lifetime, and what it cost to win one."""
