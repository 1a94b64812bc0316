"""Loans within a customer's limit, and the gates before money leaves."""
