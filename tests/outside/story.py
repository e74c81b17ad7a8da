"""What somebody does who hears the screen: corrects one field of every kind of a candidate, chooses
a photo, reads what is changed, meets the question what is removed, and sends; then a colleague
changes the same, which is settled and sent as well. Found and used by names alone."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.outside.atspi import Seen
from tests.outside.person import Lost, Person

AMARA: Final = "1de04059"

SENT: Final = frozenset(
    (
        *("phone", "email", "summary", "texting_consent", "education_entries"),
        *("experience_entries", "social_profiles", "tags", "skills", "image", "headline"),
    )
)
"""The keys that the story changes."""
HEADLINE: Final = "Head of supply chains"
"""What is kept of the headline, whatever the colleague made of it."""

_USED: Final = ("push button", "check box", "radio button", "text", "list", "page tab", "document")


def tell(person: Person, photo: Path) -> None:
    """From the first window to what was sent. `photo` is a file that can be chosen."""
    for part in (_open, _profile, _jobs, _schools, _profiles, _words, _resume):
        part(person)
        _judge(person)
    _photo(person, photo)
    for part in (_changes, _send, _collide):
        _judge(person)
        part(person)
    _judge(person)


def _open(person: Person) -> None:
    line = person.find("Find candidate", "text")
    person.hear(line)
    person.focus(line)
    person.write(line, AMARA)
    person.keys("Return")
    person.hear(person.window("Amara Osei-Lindqvist — Redline"))
    _settle(person, "Amara Osei-Lindqvist")


def _profile(person: Person) -> None:
    """Lines, a long text, a choice."""
    for name, text in (("Phone", "+46 31 555 01 99"), ("Email", "amara@example.com")):
        field = person.find(name, "text")
        person.hear(field)
        person.write(field, text)
        _described(person, field, "changed, was")
    summary = person.find("Summary", "text")
    person.focus(summary)
    person.keys("ctrl+End")
    person.type(" Since 2024 in rail.")
    person.wait(lambda: "Since 2024 in rail." in person.text(summary), "the text is typed")
    _described(person, summary, "changed, was")
    # The group says what the choice is about.
    person.hear(person.find("Texting consent", "panel"))
    declined = person.find("Declined", "radio button")
    person.press_button(declined)
    person.wait(lambda: "checked" in person.states(declined), "it is chosen")
    person.hear(person.find("Declined", "radio button"))


def _jobs(person: Person) -> None:
    """A card, a date, a flag."""
    cards = _list_on(person, "Experience", "Experience entries")
    person.choose(cards, 0)
    title = person.find("Title", "text")
    person.write(title, "Senior analyst")
    _described(person, title, "changed, was")
    start = person.find("Start date", "text")
    person.focus(start)
    person.write(start, "Mar 2019")
    person.keys("Return")
    _described(person, start, "changed, was")
    current = person.find("Current", "check box")
    person.hear(current)
    was = "checked" in current.states
    person.press_button(current)
    person.wait(lambda: ("checked" in person.states(current)) is not was, "the flag is turned")
    _described(person, current, "changed, was")


def _schools(person: Person) -> None:
    """An entry is removed."""
    cards = _list_on(person, "Education", "Education entries")
    person.choose(cards, 0)
    person.press("Remove entry")
    _announced(person, "Removed")


def _profiles(person: Person) -> None:
    """An address brings network and name with it."""
    cards = _list_on(person, "Socials", "Social profiles")
    line = person.find("Add by URL", "text")
    person.focus(line)
    person.write(line, "https://github.com/amara-osei")
    person.keys("Return")
    person.wait(lambda: "GitHub" in person.children(cards)[0], "the profile is there")
    person.choose(cards, 0)
    network = person.find("Network", "combo box")
    person.hear(network)
    name = person.find("Username", "text")
    person.write(name, "amara-osei-l")
    person.wait(lambda: "amara-osei-l" in person.children(cards)[0], "the card says so")
    person.hear(name)
    person.hear(person.find("URL", "text"))


def _words(person: Person) -> None:
    """Words are added, and one is removed by keys."""
    tags = _list_on(person, "Tags", "Tags")
    before = person.children(tags)
    for line, word in (("Add tag", "fast-track"), ("Add skill", "rail freight")):
        field = person.find(line, "text")
        person.focus(field)
        person.write(field, word)
        person.keys("Return")
    person.wait(lambda: len(person.children(tags)) == len(before) + 1, "the tag is there")
    person.focus(tags)
    person.keys("Home", "Delete")
    person.wait(lambda: len(person.children(tags)) == len(before), "one is removed")
    person.say(f"Tags: {', '.join(person.children(tags))}")


def _resume(person: Person) -> None:
    """The resume is read."""
    person.keys("ctrl+r")
    resume = person.find("Resume text", "document")
    text = person.wait(lambda: person.text(resume), "there is something to read")
    person.say(f"Resume text: “{text[:60]}”".replace("\n", " "))


def _photo(person: Person, photo: Path) -> None:
    """A photo is chosen as one chooses any file: by its path."""
    person.keys("ctrl+shift+f")
    person.press("Choose photo…")
    dialog = person.window("Choose a photo")
    name = person.find("File name:", "text", dialog)
    person.hear(name)
    person.write(name, str(photo))
    person.press("Open", dialog)
    _announced(person, "Photo staged, not sent yet")
    _described(person, person.find("Photo", "panel"), "changed, was another photo")


def _changes(person: Person) -> None:
    """What is changed is read before it is sent."""
    window = person.window()
    tabs = next(
        one for one in person.look(window) if one.role == "page tab" and "Changes" in one.name
    )
    person.press_button(tabs)
    person.wait(lambda: person.all("Show request…", "push button"), "the changes are shown")
    lines = [
        one.name
        for one in person.look(window)
        if ": was " in one.name and not one.name.startswith("Revert")
    ]
    for line in lines:
        person.say(line)
    for word in ("Phone", "Email", "Summary", "Start date", "Photo"):
        if not any(line.startswith(word) for line in lines):
            raise Lost(f"the change of {word} is not read out")


def _send(person: Person) -> None:
    person.press("Send")
    dialog = _question(person)
    said = person.names(dialog)
    for line in said:
        person.say(f"  {line}")
    verb = next((one for one in person.look(dialog) if one.name.endswith("and send")), None)
    if verb is None:
        raise Lost(f"nothing says what sending removes: {said}")
    if not any("MSc" in line for line in said):
        raise Lost(f"the removed school is not named: {said}")
    # Enter alone removes nothing: the focus is on the way back.
    cancel = person.find("Cancel", "push button", dialog)
    if "focused" not in cancel.states:
        raise Lost("the question does not begin at Cancel")
    person.press_button(verb)
    _announced(person, "changes sent")
    person.find("No changes", "label")
    person.hear(person.window())


def _collide(person: Person) -> None:
    """A colleague changes the same; told by the palette, as every command can be."""
    _tab(person, "Profile")
    headline = person.find("Headline", "text")
    person.focus(headline)
    person.write(headline, HEADLINE)
    _described(person, headline, "changed, was")
    person.keys("ctrl+k")
    line = person.find("Go to anything", "text")
    person.wait(lambda: "focused" in person.states(line), "the palette is open")
    person.type("change the same field")
    found = person.find("Found", "list")
    person.wait(lambda: "Change the same field" in person.children(found)[1], "it is found")
    person.keys("Return")
    _announced(person, "A colleague has changed the same field.")
    person.press("Send")
    dialog = _question(person)
    for line_said in person.names(dialog):
        person.say(f"  {line_said}")
    told = person.hear(person.find("1 of 1: Headline", "", dialog))
    for words in ("Was: Supply chain analyst", "In Workable now: ", f"Yours: {HEADLINE}"):
        if words not in told:
            raise Lost(f"the question does not tell {words!r}: {told}")
    send = person.find("Send", "push button", dialog)
    if "enabled" in send.states:
        raise Lost("it can be sent before it is decided")
    mine = person.find("Mine", "", dialog)
    person.hear(mine)
    person.press_button(mine)
    person.wait(lambda: "enabled" in person.states(send), "it is decided")
    person.hear(person.find("Result: Headline", "text", dialog))
    person.press_button(send)
    _announced(person, "1 change sent")  # behind the limit of requests it takes some seconds
    person.find("No changes", "label")


def _judge(person: Person) -> None:
    """Nothing on the screen that can be used is without a name."""
    mute = [
        one
        for window in person.windows()
        for one in person.look(window)
        if ("focusable" in one.states or one.role in _USED) and not one.name.strip()
    ]
    if mute:
        raise Lost(f"without a name: {[(one.role, sorted(one.states)) for one in mute]}")


# --- what is done again and again ---------------------------------------------------------------


def _question(person: Person) -> Seen:
    """The dialog that is in front, once there is one."""
    dialog = person.wait(
        lambda: next((one for one in person.windows() if one.role == "dialog"), None), "a question"
    )
    person.hear(dialog)
    return dialog


def _list_on(person: Person, name: str, then: str) -> Seen:
    """Brings a tab to the front; gives the list on it."""
    _tab(person, name)
    found = person.find(then, "list")
    person.hear(found)
    return found


def _tab(person: Person, name: str) -> None:
    tab = person.wait(
        lambda: next(
            (
                one
                for one in person.look(person.window())
                if one.role == "page tab" and one.name.split(" (")[0] == name
            ),
            None,
        ),
        f"the tab {name}",
    )
    person.press_button(tab)


def _described(person: Person, field: Seen, words: str) -> None:
    person.wait(lambda: words in person.description(field), f"{field.name} is told to be changed")
    person.hear(field)


def _announced(person: Person, words: str) -> None:
    heard: list[str] = []

    def told() -> bool:
        heard.extend(person.hear_announced())
        return any(words in line for line in heard)

    person.wait(told, f"{words!r} is announced")


def _settle(person: Person, name: str) -> None:
    person.wait(lambda: person.all(name, "label"), f"{name} is shown")
    person.hear_announced()
