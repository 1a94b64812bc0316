"""Who may call: companies and their keys, customers' one-time links, the API's authorizer."""
