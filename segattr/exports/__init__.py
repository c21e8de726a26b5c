"""Tables and charts become files a person can hand over."""
