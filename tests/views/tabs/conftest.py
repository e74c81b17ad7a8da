"""The form in a window, for the tests of its tabs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gui.views.form import Form
from gui.views.theme import Theme
from tests.helpers.form import FormStage, staged


@pytest.fixture
def stage(theme: Theme) -> Iterator[FormStage]:
    with staged() as stage:
        yield stage


@pytest.fixture
def form(stage: FormStage) -> Form:
    return stage.form
