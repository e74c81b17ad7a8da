"""What the palette finds: groups and their order, what was used lately, what is impossible."""

from __future__ import annotations

from gui.services.palette import Group, Item, Kind, search


def _item(kind: Kind, title: str, *, also: str = "", why_not: str = "", name: str = "") -> Item:
    return Item(kind, title, lambda: None, name=name or title, also=also, why_not=why_not)


ITEMS = (
    _item(Kind.COMMAND, "Send"),
    _item(Kind.COMMAND, "Revert all", why_not="Nothing is changed."),
    _item(Kind.COMMAND, "Previous tab"),
    _item(Kind.TAB, "Experience"),
    _item(Kind.FIELD, "Vorname", also="firstname First name"),
    _item(Kind.FIELD, "Telefon", also="phone Phone"),
    _item(Kind.CANDIDATE, "Sendai Okafor", also="sendai@example.com"),
)


def _shown(groups: tuple[Group, ...]) -> dict[str, list[str]]:
    return {group.kind.name: [hit.item.title for hit in group.hits] for group in groups}


def test_without_a_query_everything_is_there_and_what_was_used_lately_first() -> None:
    here = Item(Kind.CANDIDATE, "Sendil", lambda: None, when_typed=True)
    others = [_item(Kind.CANDIDATE, f"Somebody {number}") for number in range(9)]
    lately = ("Telefon", "gone", "Send", "Revert all")
    shown = _shown(search("  ", (*ITEMS, here, *others), lately=lately))
    assert list(shown) == ["LATELY", "CANDIDATE", "COMMAND", "TAB", "FIELD"]
    assert len(shown["CANDIDATE"]) == 5
    assert "Sendil" not in shown["CANDIDATE"]
    assert _shown(search("sendil", (here,)))["CANDIDATE"] == ["Sendil"]
    assert shown["LATELY"] == ["Telefon", "Send"], "what is gone or impossible is left out"
    assert shown["COMMAND"] == ["Previous tab", "Revert all"], "what is impossible comes last"


def test_the_group_with_the_best_hit_comes_first() -> None:
    assert list(_shown(search("send", ITEMS))) == ["COMMAND", "CANDIDATE"]
    assert list(_shown(search("sendai", ITEMS))) == ["CANDIDATE"]


def test_a_field_is_found_by_its_english_key_in_any_language() -> None:
    assert _shown(search("firstn", ITEMS)) == {"FIELD": ["Vorname"]}


def test_what_cannot_be_done_comes_after_all_that_can() -> None:
    assert _shown(search("rev", ITEMS))["COMMAND"] == ["Previous tab", "Revert all"]


def test_what_was_used_lately_goes_before_what_is_found_alike() -> None:
    twins = (_item(Kind.COMMAND, "Zoom in"), _item(Kind.COMMAND, "Zoom up"))
    assert _shown(search("zoom", twins))["COMMAND"] == ["Zoom in", "Zoom up"]
    assert _shown(search("zoom", twins, lately=("Zoom up",)))["COMMAND"] == ["Zoom up", "Zoom in"]


def test_more_is_asked_for_what_was_typed_and_shown_in_its_order() -> None:
    asked: list[str] = []

    def more(query: str) -> list[Item]:
        asked.append(query)
        return [_item(Kind.CANDIDATE, name) for name in ("Nobody", "Someone")]

    shown = _shown(search("zzz", ITEMS, more=more))
    assert asked == ["zzz"]
    assert shown == {"CANDIDATE": ["Nobody", "Someone"]}


def test_the_best_of_many_are_shown() -> None:
    many = [_item(Kind.COMMAND, f"Thing number {number}") for number in range(200)]
    shown = _shown(search("thing", [*many, _item(Kind.COMMAND, "Thing")]))
    assert shown["COMMAND"][0] == "Thing"
    assert len(shown["COMMAND"]) == 12
