"""Models that split a conversion over the touches before it, and what they say side by side."""
