"""A document before it is a file: headings, paragraphs, lists, tables, pictures, in reading order.

Owns: the blocks and their plain text, from which the hash is made. Must not: know a file format or a noun.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the highest below the title."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row; `caption` says what it shows, also to those who do not see it."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture (PNG) with its words."""

    png: bytes
    alt: str


Block = Heading | Para | Bullets | Table | Figure


@dataclass(frozen=True, slots=True)
class Paper:
    """A document. `at` is the moment it speaks of, local."""

    title: str
    author: str
    at: datetime
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """The whole as plain text: the same blocks give the same bytes."""
        return "\n".join((self.title, *(line for block in self.blocks for line in spoken(block))))


def spoken(block: Block) -> Iterator[str]:
    """A block's words, line by line."""
    if isinstance(block, Heading | Para):
        yield block.text
    elif isinstance(block, Bullets):
        yield from (f"- {item}" for item in block.items)
    elif isinstance(block, Figure):
        yield block.alt
    else:
        yield block.caption
        for row in (block.header, *block.rows):
            yield " | ".join(row)


def listed(items: Sequence[str], empty: str) -> Block:
    """A list, or the words for none."""
    return Bullets(tuple(items)) if items else Para(empty)


def reworded(paper: Paper, change: Callable[[str], str]) -> Paper:
    """The document with every text of its body changed by one rule; its title and its pictures stay."""
    return replace(paper, blocks=tuple(_reworded(block, change) for block in paper.blocks))


def _reworded(block: Block, change: Callable[[str], str]) -> Block:
    if isinstance(block, Heading | Para):
        return replace(block, text=change(block.text))
    if isinstance(block, Bullets):
        return Bullets(tuple(change(item) for item in block.items))
    if isinstance(block, Table):
        return replace(block, rows=tuple(tuple(change(cell) for cell in row) for row in block.rows))
    return block
