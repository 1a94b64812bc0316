"""The pretend FaceID: its server for test mode, made from its documents and not from our client."""
