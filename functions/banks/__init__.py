"""Bank accounts: which one a customer's money goes to, and that it is the customer's own."""
