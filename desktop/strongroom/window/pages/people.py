"""People and places: who takes part, where keys lie, and which keys name them."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from strongroom.vault.people import PersonRecord, PlaceKind, PlaceRecord, Role
from strongroom.vault.records import CosignerRecord
from strongroom.window.icons import Icon
from strongroom.window.page import Page, Parts
from strongroom.window.pages.named_section import Entry, NamedSection, Said, SectionWords
from strongroom.window.places import ContactsPlace, PeoplePlace
from strongroom.window.widgets.buttons import Button, ButtonKind
from strongroom.window.widgets.sign import SignKind
from strongroom.workflows.keeping import Keeper

_ROLES, _KINDS = tuple(Role), tuple(PlaceKind)


class PeoplePage(Page):
    """Whoever is named with a key stands here, also where nothing more is kept of them."""

    def __init__(self, parts: Parts, place: PeoplePlace) -> None:
        super().__init__(parts, way_back=place.back)
        self.set_title(
            self.tr("People and places"),
            self.tr("Who takes part, where keys and papers lie. Another name is taken everywhere."),
        )
        contacts = Button(self.look, self.tr("Contacts"), ButtonKind.BARE, Icon.PERSON)
        contacts.clicked.connect(lambda: self.go.emit(ContactsPlace(place)))
        self.header_buttons.addWidget(contacts)
        self.people = NamedSection(self.look, self._people_words())
        self.places = NamedSection(self.look, self._place_words())
        for section, keep, remove in (
            (self.people, self._keep_person, Keeper.remove_person),
            (self.places, self._keep_place, Keeper.remove_place),
        ):
            section.kept.connect(keep)
            section.removed.connect(partial(self._remove, remove))
            self.column.addWidget(section)
        self.column.addStretch(1)
        self.session.people_changed.connect(self.renew)
        self.session.wallets_changed.connect(self.renew)
        self.renew()

    def renew(self) -> None:
        """Shows who and what is kept, and named by keys, now."""
        people = [
            Entry(Said(one.record.name, _ROLES.index(one.record.role), one.record.reach), one.row)
            for one in self.session.people
        ]
        places = [
            Entry(Said(one.record.name, _KINDS.index(one.record.kind), one.record.notes), one.row)
            for one in self.session.places
        ]
        self.people.show_entries(self._with_keys(people, lambda said: said.holder))
        self.places.show_entries(self._with_keys(places, lambda said: said.place))

    def _with_keys(
        self, entries: Sequence[Entry], named: Callable[[CosignerRecord], str]
    ) -> list[Entry]:
        """The same with the keys that name each, and those that only keys name."""
        used: dict[str, list[str]] = {}
        for kept in self.session.wallets:
            for said in kept.record.cosigners:
                if named(said):
                    key = f"{said.device or said.name} ({kept.wallet.name})"
                    used.setdefault(named(said), []).append(key)
        known = {entry.said.name for entry in entries}
        others = [Entry(Said(name)) for name in used if name not in known]
        return [self._used(entry, used) for entry in (*entries, *others)]

    def _used(self, entry: Entry, used: Mapping[str, Sequence[str]]) -> Entry:
        keys = ", ".join(used.get(entry.said.name, ()))
        said = self.tr("keys: {keys}").format(keys=keys) if keys else self.tr("no key")
        return Entry(entry.said, entry.row, said)

    def _keep_person(self, row: str, said: Said) -> None:
        record = PersonRecord(said.name, _ROLES[said.kind], said.text)
        self._keep(partial(Keeper.keep_person, record=record, row=row))

    def _keep_place(self, row: str, said: Said) -> None:
        record = PlaceRecord(said.name, _KINDS[said.kind], said.text)
        self._keep(partial(Keeper.keep_place, record=record, row=row))

    def _keep(self, change: Callable[[Keeper], object]) -> None:
        task = self.session.change(change)
        task.succeeded.connect(lambda _: self._say_kept())
        task.failed.connect(self.say_error)

    def _say_kept(self) -> None:
        self.renew()
        self.say(self.tr("It is kept."), SignKind.SEEN)

    def _remove(self, remove: Callable[..., object], row: str, name: str) -> None:
        task = self.session.remove(lambda keeper: remove(keeper, row), name)
        task.failed.connect(self.say_error)

    def _people_words(self) -> SectionWords:
        roles = {
            Role.HOLDER: self.tr("holds keys"),
            Role.TREASURER: self.tr("treasurer"),
            Role.WITNESS: self.tr("witness"),
            Role.AUDITOR: self.tr("auditor"),
            Role.HEIR: self.tr("heir"),
            Role.OTHER: self.tr("something else"),
        }
        return SectionWords(
            self.tr("People"),
            self.tr("Add a person"),
            self.tr("Nobody yet: those who hold keys, witness ceremonies or inherit."),
            self.tr("What they do"),
            tuple(roles[role] for role in _ROLES),
            self.tr("How to reach them"),
        )

    def _place_words(self) -> SectionWords:
        kinds = {
            PlaceKind.HOME: self.tr("home"),
            PlaceKind.OFFICE: self.tr("office"),
            PlaceKind.BANK: self.tr("bank"),
            PlaceKind.FRIENDS: self.tr("home of family or friends"),
            PlaceKind.OTHER: self.tr("something else"),
        }
        return SectionWords(
            self.tr("Places"),
            self.tr("Add a place"),
            self.tr("None yet: where devices, seeds and sheets lie."),
            self.tr("What it is"),
            tuple(kinds[kind] for kind in _KINDS),
            self.tr("Notes"),
        )
