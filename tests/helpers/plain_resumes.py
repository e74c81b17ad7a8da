"""Resumes as text, without a file around them: for tests of what is understood."""

from __future__ import annotations

from gui.model.resume.document import Block, Link, ResumeText
from gui.model.resume.kinds import BlockKind


def flowing(text: str, *, links: tuple[Link, ...] = ()) -> ResumeText:
    """A flowing document: each line a paragraph, "# " before headings, "• " before items."""
    blocks: list[Block] = []
    lines: list[str] = []
    at = 0
    for line in text.strip("\n").split("\n"):
        heading = line.startswith("# ")
        shown = line.removeprefix("# ")
        if shown:
            kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
            if shown.startswith("• "):
                kind = BlockKind.LIST_ITEM
            blocks.append(Block(kind, at, at + len(shown), level=1 if heading else 0))
        lines.append(shown)
        at += len(shown) + 1
    return ResumeText("text/plain", "\n".join(lines), (), tuple(blocks), links)


AMARA = """
# Amara Osei
Supply Chain Analyst
E-mail: amara.osei@example.com
Phone: 020 7946 0321
Address: 51 Ferry Road, Leith, Edinburgh EH6 4AE
linkedin.com/in/amara-osei | github.com/amaraosei

# Experience
Supply Chain Analyst
Northgate Insurance · Mar 2019 – present
• Cut stock-outs by a third across 14 depots.
• Trained eleven new colleagues.

Operations Assistant
Brae & Sons Freight · Jun 2014 – Feb 2019
Plans barges the way other people play chess.

# Education
BSc in Logistics Management
University of Easthaven · 09/2010 – 06/2014

# Skills
Python, SQL, Excel (advanced), forecasting

# References
Dr Fintan Mulcreevy, 020 7946 0999, mulcreevy@example.edu
"""
