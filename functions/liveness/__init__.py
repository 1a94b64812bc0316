"""FaceID's live face check. Empty so far: every submission goes to a reviewer."""
