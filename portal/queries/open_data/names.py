"""What the codes of the open data stand for: units, procedures, categories."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.procedure import Procedure
from portal.queries.open_data.wanted import WantedData
from portal.queries.settings import UnitNode

Row = tuple[str, ...]


def open_units(wanted: WantedData) -> Iterator[Row]:
    """Every unit as it was, the oldest version first, and last as it is now."""
    tree = wanted.settings.tree
    for unit in sorted(tree.units.values(), key=lambda each: each.code):
        for version in tree.versions.get(unit.id, ()):
            yield _unit(version, unit, wanted=wanted)
        yield _unit(unit, unit, wanted=wanted)


def _unit(version: UnitNode, unit: UnitNode, *, wanted: WantedData) -> Row:
    older = version is not unit
    return (
        unit.code,
        version.valid_to.isoformat() if older and version.valid_to else "",
        wanted.code(version.parent_id) if version.parent_id else "",
        unit.valid_to.isoformat() if unit.valid_to else "",
        version.name,
        version.name_en,
    )


def open_procedures(session: Session, wanted: WantedData) -> Iterator[Row]:
    """Every procedure of the catalogue."""
    columns = (
        Procedure.code,
        Procedure.name,
        Procedure.unit_id,
        Procedure.online_level,
        Procedure.postal,
        Procedure.active,
    )
    for row in sorted(session.execute(select(*columns)), key=lambda each: each.code):
        flags = (str(int(row.postal)), str(int(row.active)))
        yield row.code, row.name, wanted.code(row.unit_id), row.online_level.value, *flags


def open_categories(wanted: WantedData) -> Iterator[Row]:
    """Every category."""
    categories = wanted.settings.categories
    for each in sorted(categories.values(), key=lambda one: one.code):
        parent = categories[each.parent_id].code if each.parent_id else ""
        yield each.code, each.name, each.name_en, parent
