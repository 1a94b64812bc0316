"""Deleting a customer for good: what goes, what stays, and that it ends."""
