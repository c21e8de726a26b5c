"""Sample data with planted truths: made by allocation, so that every figure of the story is exact."""
