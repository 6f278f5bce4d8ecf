"""A back end that the environment names and nobody must use."""

from keyring.backend import KeyringBackend


class Keyring(KeyringBackend):
    priority = 99

    def get_password(self, service: str, username: str) -> str | None:
        raise AssertionError

    def set_password(self, service: str, username: str, password: str) -> None:
        raise AssertionError
