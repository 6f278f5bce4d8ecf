"""A keyring in memory, which can be made to fail."""

from strongroom.vault.errors import VaultError


class MemoryKeyring:
    """``refuses`` is the code of what everything raises, while it is set."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.refuses = ""
        self.writes = 0

    def read(self, name: str) -> str | None:
        self._check()
        return self.texts.get(name)

    def peek(self, name: str) -> str | None:
        return self.read(name)

    def write(self, name: str, text: str, *, asks: bool = True) -> None:
        self._check()
        self.writes += 1
        self.texts[name] = text

    def remove(self, name: str) -> None:
        self._check()
        self.texts.pop(name, None)

    def _check(self) -> None:
        if self.refuses:
            raise VaultError(self.refuses, "as the test wants it")
