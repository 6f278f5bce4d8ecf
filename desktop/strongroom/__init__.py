"""Strongroom: a coordinator for multi-signature bitcoin wallets; the keys stay on their signers."""

__version__ = "0.1.0"
