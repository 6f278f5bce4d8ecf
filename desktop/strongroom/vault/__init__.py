"""The encrypted file that holds what must not be lost, and the ways to open it."""
