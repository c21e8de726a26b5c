"""The only event-level code: touches and conversions become a small, additive Summary."""
