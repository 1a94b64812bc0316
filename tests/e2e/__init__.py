"""The deployed template on the local cloud, with IAM enforced."""
