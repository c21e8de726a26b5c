"""What to do about it: budgets moved on paper, potential, priority lists, audiences and what they did."""
