"""Categories and areas: two trees that senders choose from."""

from dataclasses import asdict, dataclass
from typing import TypeVar

from sqlalchemy import select

from portal.domain.text import nfc
from portal.models.category import Area, Category
from portal.services.act import Act
from portal.services.configure import Change, facts_of_row, note_change, require_reach
from portal.services.errors import RuleBroken

Row = TypeVar("Row", Category, Area)


@dataclass(frozen=True, slots=True)
class CategoryFacts:
    """What an administrator enters about a category; keywords are what people call it."""

    code: str
    name: str
    name_en: str = ""
    keywords: str = ""
    parent_id: int | None = None
    position: int = 0
    active: bool = True


@dataclass(frozen=True, slots=True)
class AreaFacts:
    """What an administrator enters about a commune or a hamlet."""

    name: str
    parent_id: int | None = None
    position: int = 0
    active: bool = True


def create_category(act: Act, facts: CategoryFacts) -> Category:
    """A new category. Raises NotPermitted, RuleBroken."""
    return _save(act, Category(), facts, change=Change.CATEGORY_CREATED)


def change_category(act: Act, category_id: int, facts: CategoryFacts) -> Category:
    """Change a category; cases that have it keep it. Raises NotPermitted, RuleBroken."""
    if facts.parent_id is not None and category_id in act.settings.category_chain(facts.parent_id):
        raise RuleBroken("parent_id", "circle")
    return _save(act, act.session.get_one(Category, category_id), facts, change=Change.CATEGORY_CHANGED)


def create_area(act: Act, facts: AreaFacts) -> Area:
    """A new area. Raises NotPermitted, RuleBroken."""
    return _save(act, Area(), facts, change=Change.AREA_CREATED)


def change_area(act: Act, area_id: int, facts: AreaFacts) -> Area:
    """Change an area; cases that name it keep it. Raises NotPermitted, RuleBroken."""
    if facts.parent_id is not None and area_id in act.settings.area_chain(facts.parent_id):
        raise RuleBroken("parent_id", "circle")
    return _save(act, act.session.get_one(Area, area_id), facts, change=Change.AREA_CHANGED)


def _save(act: Act, row: Row, facts: CategoryFacts | AreaFacts, *, change: Change) -> Row:
    require_reach(act, None)
    given = {
        name: nfc(value).strip() if isinstance(value, str) else value for name, value in asdict(facts).items()
    }
    _check(act, row, given)
    before = facts_of_row(row, *given) if row.id else None
    for name, value in given.items():
        setattr(row, name, value)
    act.session.add(row)
    act.session.flush()
    note_change(act, change, row.name, before=before, after=facts_of_row(row, *given))
    return row


def _check(act: Act, row: Category | Area, given: dict[str, object]) -> None:
    for field in ("name", "code"):
        if given.get(field) == "":
            raise RuleBroken(field, "missing")
    known = act.settings.categories if isinstance(row, Category) else act.settings.areas
    if given["parent_id"] is not None and given["parent_id"] not in known:
        raise RuleBroken("parent_id", "unknown")
    if isinstance(row, Category):
        same = select(Category.id).where(Category.code == given["code"], Category.id != (row.id or 0))
        if act.session.scalar(same) is not None:
            raise RuleBroken("code", "taken")
