"""What the service does not do as it was asked: nothing is called saved that is not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication

from gui.model import edits
from gui.services.notices import Tone
from tests.helpers.office import office
from tests.helpers.sandbox import RunningSandbox, sandbox
from tests.helpers.sandbox_world import AMARA

__all__ = ["sandbox"]

pytestmark = pytest.mark.usefixtures("qapp")


async def test_a_skill_that_the_service_keeps_is_told_and_not_called_removed(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    """Whether a PATCH replaces the skills or adds to them is not documented (H7)."""
    sandbox.switch("skills_rule", "add")
    async with office(sandbox) as at:
        session = await at.opened(AMARA)
        before = session.value("skills")
        assert isinstance(before, tuple)
        session.edit(lambda d: edits.remove_word(d, "skills", str(before[0])))
        await at.sent(session)
        assert "Workable stored Skills as: forecasting, SQL." in at.last_words
        assert session.value("skills") == before


async def test_a_token_without_the_right_to_write_keeps_everything(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    sandbox.switch("token", "read_only")
    async with office(sandbox) as at:
        session = await at.opened(AMARA)
        session.edit(lambda d: edits.set_value(d, "phone", "1"))
        await at.sent(session)
        assert at.told[-1].tone is Tone.ERROR
        assert session.value("phone") == "1"
        assert session.draft.is_dirty
        assert "right" in at.last_words
    assert sandbox.record(AMARA)["phone"] != "1"
