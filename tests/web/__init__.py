"""The admin page in a real Chromium, against the stack on the local cloud."""
