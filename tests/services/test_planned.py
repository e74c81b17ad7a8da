"""The request as it is shown before a send is the request that the service gets."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication

from gui.model import edits
from gui.model.draft import Draft
from gui.model.record import Record
from gui.model.values import FileUpload, Place, entries
from gui.services.planned import planned_requests
from gui.services.session import Session
from tests.helpers.office import office
from tests.helpers.sandbox import RunningSandbox
from tests.helpers.sandbox_world import AMARA

JOBS = "experience_entries"


@pytest.fixture
def session(qapp: QCoreApplication) -> Session:
    return Session(Draft(Record(AMARA, {"firstname": "Jon", "tags": ("sql",)})))


async def test_what_is_shown_is_what_is_sent(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with office(sandbox) as at:
        session = await at.opened(AMARA)
        first = entries(session.value(JOBS))[0]
        session.edit(lambda d: edits.set_value(d, "phone", "1"))
        session.edit(lambda d: edits.set_value(d, "headline", ""))
        session.edit(lambda d: edits.set_entry_field(d, Place(JOBS, first.ref, "title"), "Lead"))
        session.edit(lambda d: edits.add_entry(d, JOBS, {"title": "Planner"}))
        session.edit(lambda d: edits.add_words(d, "tags", ["freight"]))
        url = "https://github.com/amara"
        fields = {"type": "github", "username": "amara", "url": url}
        session.edit(lambda d: edits.add_entry(d, "social_profiles", fields))
        planned = planned_requests(session, sandbox.base_url)
        await at.sent(session)
    sent = sandbox.patches()
    assert [request.body for request in planned] == [patch["body"] for patch in sent]
    assert [request.method for request in planned] == ["PATCH", "PATCH"]
    paths = [request.url.removeprefix(sandbox.base_url) for request in planned]
    assert paths == [f"/candidates/{AMARA}"] * 2


def test_what_is_kept_for_later_is_not_in_it(session: Session) -> None:
    session.edit(lambda d: edits.set_value(d, "firstname", "John"))
    session.edit(lambda d: edits.add_words(d, "tags", ["freight"]))
    session.hold("tags", True)
    (request,) = planned_requests(session, "https://x.workable.com/spi/v3")
    assert request.body == {"candidate": {"firstname": "John"}}
    session.hold("firstname", True)
    assert planned_requests(session, "https://x.workable.com/spi/v3") == ()


def test_a_file_stands_there_by_size_and_hash(session: Session) -> None:
    upload = FileUpload("cv.pdf", 1_204_000, "9f86d081884c" + "0" * 52, "application/pdf")
    session.edit(lambda d: edits.set_upload(d, "resume", upload))
    (request,) = planned_requests(session, "https://x.workable.com/spi/v3")
    assert '"data": "<1,204,000 bytes, sha256 9f86d081884c…>"' in request.json


def test_the_command_names_the_token_and_does_not_hold_it(session: Session) -> None:
    session.edit(lambda d: edits.set_value(d, "firstname", "Jo'n"))
    (request,) = planned_requests(session, "https://x.workable.com/spi/v3")
    assert request.curl.startswith("curl -X PATCH https://x.workable.com/spi/v3/candidates/")
    assert "Bearer $REDLINE_TOKEN" in request.curl
