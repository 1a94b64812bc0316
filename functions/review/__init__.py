"""People decide: the queue, claims, decisions, and the notices that follow."""
