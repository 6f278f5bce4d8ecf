"""A theme: the roles of its colours, and what is mixed from them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from strongroom.assets import resource
from strongroom.window.colour import Colour, ColourError


class ThemeError(ValueError):
    """A theme file that lacks a role or a share, or has one nobody knows."""


class ThemeName(StrEnum):
    """The themes there are; the value names the file in ``resources/themes``."""

    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high-contrast"


class Role(StrEnum):
    """What a colour is for; widgets ask for a role, never for a colour."""

    PAPER = "paper"
    RAIL = "rail"
    SURFACE = "surface"
    INK = "ink"
    INK_SOFT = "ink-soft"
    LINE = "line"
    EDGE = "edge"
    ACCENT = "accent"
    ON_ACCENT = "on-accent"
    GOOD = "good"
    WARN = "warn"
    BLOCK = "block"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class Mixing:
    """How much of a role goes into what is mixed from it: shares from 0 to 1.

    ``shade`` is what a filled button takes in under the pointer. ``outline`` is the outline of a
    control in px at 100 %.
    """

    tint: float
    tint_outline: float
    own_band: float
    payment_band: float
    blocked_band: float
    shade: Colour
    address_middle: float
    outline: int


@dataclass(frozen=True, slots=True)
class Theme:
    """A colour for every role, and how the rest is mixed."""

    name: ThemeName
    roles: Mapping[Role, Colour]
    mixing: Mixing
    is_practice: bool = False

    def __post_init__(self) -> None:
        missing = set(Role) - set(self.roles)
        if missing:
            raise ThemeError(f"the theme {self.name} lacks {', '.join(sorted(missing))}")

    def colour(self, role: Role) -> Colour:
        return self.roles[role]

    def for_practice(self) -> "Theme":
        """The same theme with ``practice`` in the place of the accent."""
        roles = {**self.roles, Role.ACCENT: self.roles[Role.PRACTICE]}
        return replace(self, roles=MappingProxyType(roles), is_practice=True)

    @property
    def is_high_contrast(self) -> bool:
        return self.mixing.tint == 0

    @property
    def hairline(self) -> int:
        """The outline of a card in px at 100 %; in high contrast it is that of a control."""
        return self.mixing.outline

    def tint(self, role: Role) -> Colour:
        """What lies under words of this role."""
        return self._over_surface(role, self.mixing.tint)

    def tint_outline(self, role: Role) -> Colour:
        return self._over_surface(role, self.mixing.tint_outline)

    def own_band(self) -> Colour:
        """The wallet's own coins in the transaction picture."""
        return self._over_surface(Role.ACCENT, self.mixing.own_band)

    def payment_band(self) -> Colour:
        return self._over_surface(Role.EDGE, self.mixing.payment_band)

    def blocked_band(self) -> Colour:
        return self._over_surface(Role.BLOCK, self.mixing.blocked_band)

    def filled_hover(self, role: Role = Role.ACCENT) -> Colour:
        return self.colour(role).mixed(self.mixing.shade, 0.14)

    def filled_pressed(self, role: Role = Role.ACCENT) -> Colour:
        return self.colour(role).mixed(self.mixing.shade, 0.28)

    def quiet_hover(self) -> Colour:
        return self._over_surface(Role.INK, 0.05)

    def quiet_pressed(self) -> Colour:
        return self._over_surface(Role.INK, 0.12)

    def address_middle(self, role: Role = Role.INK, over: Role = Role.SURFACE) -> Colour:
        """The groups of an address between its strong ends."""
        return self.colour(over).mixed(self.colour(role), self.mixing.address_middle)

    def practice_stripes(self) -> tuple[Colour, Colour]:
        """The two colours of the band that says a page is practice."""
        paper, practice = self.colour(Role.PAPER), self.colour(Role.PRACTICE)
        return paper.mixed(practice, 0.12), paper.mixed(practice, 0.30)

    def _over_surface(self, role: Role, share: float) -> Colour:
        return self.colour(Role.SURFACE).mixed(self.colour(role), share)


def load_theme(name: ThemeName) -> Theme:
    """The theme of ``resources/themes``; raises ``ThemeError`` where its file is not whole."""
    text = resource(f"themes/{name}.toml").read_text(encoding="utf-8")
    return read_theme(tomllib.loads(text))


def read_theme(said: Mapping[str, Any]) -> Theme:
    """The theme a file describes; raises ``ThemeError``."""
    try:
        roles = {Role(role): Colour.parse(colour) for role, colour in said["roles"].items()}
        shares = {key.replace("-", "_"): value for key, value in said["mixing"].items()}
        mixing = Mixing(**{**shares, "shade": Colour.parse(shares["shade"])})
        return Theme(ThemeName(said["name"]), MappingProxyType(roles), mixing)
    except (KeyError, TypeError, ColourError) as error:
        raise ThemeError(f"a theme is not whole: {error}") from error
    except ThemeError:
        raise
    except ValueError as error:
        raise ThemeError(f"a theme has what nobody knows: {error}") from error
