"""Customers who may be one person: what they share, side by side, and what reviewers make of it."""
