"""What is asked of a vault and not done yet, which its locking waits for."""

from threading import Condition


class Owed:
    """Changes of one keeper that were asked for and are not made yet; lanes share it."""

    def __init__(self) -> None:
        self._count, self._changed = 0, Condition()

    @property
    def is_nothing(self) -> bool:
        return self._count == 0

    def add(self) -> None:
        with self._changed:
            self._count += 1

    def done(self) -> None:
        with self._changed:
            self._count -= 1
            self._changed.notify_all()

    def wait(self, seconds: float) -> None:
        """Returns when all are made, or so many seconds later."""
        with self._changed:
            self._changed.wait_for(lambda: self.is_nothing, seconds)
