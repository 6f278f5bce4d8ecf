"""Whom people pay: names, with the addresses that each gave."""

from dataclasses import dataclass
from datetime import datetime

from strongroom.model.comparison import Comparison
from strongroom.model.network import Network
from strongroom.vault.record import Record


@dataclass(frozen=True, slots=True)
class GivenAddress(Record):
    """An address that a contact gave; ``entered_by`` is who typed it here, as they said."""

    address: str
    network: Network
    entered: datetime
    entered_by: str = ""
    compared: Comparison = Comparison.NOT

    @property
    def said(self) -> tuple[Comparison, str, datetime]:
        """How it was compared, who entered it, and when."""
        return self.compared, self.entered_by, self.entered


@dataclass(frozen=True, slots=True)
class ContactRecord(Record):
    """Somebody who is paid; no other contact has the name, or one of the addresses."""

    name: str
    note: str = ""
    addresses: tuple[GivenAddress, ...] = ()

    def on(self, network: Network) -> tuple[GivenAddress, ...]:
        """What they gave for one network, the latest last."""
        return tuple(one for one in self.addresses if one.network is network)
