"""Businesses: the people who own and run them."""
