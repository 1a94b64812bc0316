"""Companies' webhooks: what happened is told to their back ends, signed and in order."""
