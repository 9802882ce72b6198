"""Counts every public figure again, from nothing but the tables beside this file.

    python recompute.py FOLDER

prints the same JSON document as the portal itself, to the last decimal. Needs Python 3.11 and nothing else.
Dedicated to the public domain (CC0 1.0): copy, change and use it as you like.
"""

import csv
import json
import re
import sys
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from math import sqrt
from pathlib import Path
from typing import Any

APART = ("suggestion", "praise", "initiative")
KEPT = ("in_time", "in_time_after_extension", "kept_by_notice")
ENDS = (*KEPT, "late")
QUESTIONS = ("result", "time", "attitude")
LETTERS = ("before_due", "on_due", "after_due")  # issued before the result was returned
FEWEST = 5
GUARD = re.compile(r"\A'(?='*[=+\-@\t\r])")  # keeps spreadsheets from taking a text for a formula
Z = 1.959963984540054
VALUES = ("part", "whole", "percent", "low", "high", "number")
NOTHING: dict[str, Any] = {**dict.fromkeys(VALUES), "suppressed": False}

Counts = Counter[Any]
Months = dict[tuple[str, str], Counts]
Row = Mapping[str, str]


def table(folder: Path, name: str) -> Iterator[Row]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {name: GUARD.sub("", cell) for name, cell in row.items()}


# --- what is counted of each unit and month -----------------------------------------------------------------


def count_cases(folder: Path, months: Months) -> None:
    for row in table(folder, "cases"):
        received = months[row["unit"], row["month_received"]]
        if row["for_reference"] == "1":
            received["for_reference"] += 1
            continue
        family = row["kind"] if row["kind"] in APART else "cases"
        count_case(received, f"{family} received", row)
        due = months[row["unit"], row["month_due"]]
        count_case(due, f"{family} due", row)
        if family == "cases" and row["answer_hours"]:
            due["hours", Decimal(row["answer_hours"])] += 1


def count_case(counts: Counts, basis: str, row: Row) -> None:
    flags = ("overdue", "reopened", "resolved", "returned", "asked_again")
    for name in ("all", row["status"], row["verdict"], row["publication"], *raised(row, *flags)):
        counts[basis, name] += 1


def raised(row: Row, *flags: str) -> list[str]:
    return [each for each in flags if row[each] == "1"]


def count_dossiers(folder: Path, months: Months) -> None:
    for row in table(folder, "dossiers"):
        due, received = months[row["unit"], row["month_due"]], months[row["unit"], row["month_received"]]
        flags = ("overdue", "not_updated", "letter_complete", "promised_anew", "kept_anew", "with_feedback")
        for name in ("all", row["status"], *raised(row, *flags)):
            due["dossiers due", name] += 1
        if row["letter"]:
            due["letter", row["letter"]] += 1
        procedure = row["procedure"]
        for counts in (due, received):
            counts["used", procedure] += 1
        for name in ("all", row["channel_in"], *raised(row, "returned", "returned_by_post")):
            received["received", procedure, name] += 1
            received["dossiers received", name] += 1
        received["dossiers received", "breaches"] += row["supplements"] == "2+"


# --- units and periods --------------------------------------------------------------------------------------


class Units:
    """The tree of units as it was on any day."""

    def __init__(self, folder: Path) -> None:
        self.versions: dict[str, list[Row]] = defaultdict(list)
        for row in table(folder, "units"):
            self.versions[row["unit"]].append(row)
        self.all = frozenset(self.versions)

    def parent(self, unit: str, day: str) -> str:
        """Of the first version that had not ended; without a day, as it is now."""
        versions = self.versions[unit]
        return next((each for each in versions if day and day <= each["until"]), versions[-1])["parent"]

    def below(self, unit: str, day: str = "") -> frozenset[str]:
        return frozenset(each for each in self.all if unit in self.chain(each, day))

    def chain(self, unit: str, day: str) -> list[str]:
        found: list[str] = []
        while unit and unit not in found:
            found.append(unit)
            unit = self.parent(unit, day)
        return found


def months_of(period: str) -> list[str]:
    year, _, rest = period.partition("-")
    if rest.isdecimal():
        return [period]
    size = {"": 12, "Q": 3, "H": 6}[rest[:1]]
    first = (int(rest[1:] or 1) - 1) * size + 1
    return [f"{year}-{month:02}" for month in range(first, first + size)]


def periods_of(month: str) -> list[str]:
    year, number = month[:4], int(month[5:]) - 1
    return [month, f"{year}-Q{number // 3 + 1}", f"{year}-H{number // 6 + 1}", year]


def last_day(period: str) -> str:
    month = months_of(period)[-1]
    return f"{month}-{monthrange(int(month[:4]), int(month[5:]))[1]}"


# --- ratings, in groups of five or more ---------------------------------------------------------------------


class Ratings:
    """The groups in which ballots are released; a figure adds up those that lie wholly within it."""

    def __init__(self, folder: Path, units: Units) -> None:
        self.groups: dict[tuple[str, str, str], Counts] = defaultdict(Counter)
        for row in table(folder, "ratings"):
            for question in QUESTIONS:
                self.groups[row["scope"], row["unit"], row["period"]][question, int(row[question])] += 1
        for row in table(folder, "rating_groups"):
            self.groups[row["scope"], row["unit"], row["period"]]["rated_low"] = int(row["rated_low"])
        self.units = {
            key: None
            if key[0] == "all"
            else units.below(key[1])
            if key[0] == "below"
            else frozenset({key[1]})
            for key in self.groups
        }
        self.months = {key: frozenset(months_of(key[2])) if key[2] else None for key in self.groups}

    def within(self, units: frozenset[str] | None, period: str) -> Counts:
        """Of some units, or of all with None."""
        found: Counts = Counter()
        wanted = frozenset(months_of(period))
        for key, counts in self.groups.items():
            whose, months = self.units[key], self.months[key]
            if months and months <= wanted and (units is None or (whose is not None and whose <= units)):
                found.update(counts)
        return found


# --- figures from counts ------------------------------------------------------------------------------------


def percent(part: int, whole: int) -> str | None:
    return str((Decimal(part) * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)) if whole else None


def share(part: int, whole: int) -> dict[str, Any]:
    return {"part": part, "whole": whole, "percent": percent(part, whole)}


def ballots(counts: Counts, question: str) -> dict[str, Any]:
    whole = sum(counts[question, level] for level in range(1, 6))
    if whole < FEWEST:
        return {"suppressed": True}
    part = counts[question, 4] + counts[question, 5]
    low, high = wilson(part, whole)
    return {**share(part, whole), "low": low, "high": high}


def wilson(part: int, whole: int) -> tuple[str, str]:
    ratio = part / whole
    spread = Z * sqrt(ratio * (1 - ratio) / whole + Z**2 / (4 * whole**2))
    centre = ratio + Z**2 / (2 * whole)
    scale = 100 / (1 + Z**2 / whole)
    low, high = max(0.0, (centre - spread) * scale), min(100.0, (centre + spread) * scale)
    cent = Decimal("0.01")
    return str(Decimal(low).quantize(cent, ROUND_HALF_UP)), str(Decimal(high).quantize(cent, ROUND_HALF_UP))


def percentile(counts: Counts, rank: int) -> Decimal | None:
    """The smallest time that at least so many per cent of the answers did not exceed."""
    hours = sorted((key[1], n) for key, n in counts.items() if key[0] == "hours")
    seen, wanted = 0, -(-sum(n for _hours, n in hours) * rank // 100)
    for value, n in hours:
        seen += n
        if seen >= wanted:
            return Decimal(value)
    return None


def time(hours: Decimal | None, day_minutes: int = 60) -> dict[str, Any]:
    """Hours to a tenth, or as days of so many minutes."""
    if hours is None or not day_minutes:
        return {}
    value = (hours * 60 / day_minutes).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return {"number": float(value)}


def number(value: int) -> dict[str, int]:
    return {"number": value}


def total(counts: Counts, basis: str, *names: str) -> int:
    return sum(counts[basis, name] for name in names)


def case_figures(counts: Counts, day_minutes: int) -> Iterator[tuple[str, dict[str, Any]]]:
    due, received = "cases due", "cases received"
    kept, answered, overdue = (total(counts, due, *names) for names in (KEPT, ENDS, ("overdue",)))
    publishable = answered - counts[due, "withheld"]
    published = total(counts, due, "published", "published_in_time")
    yield "cases.due", number(answered + overdue)
    yield "cases.on_time_rate", share(kept, answered + overdue)
    yield "cases.response_rate", share(answered, answered + overdue)
    for name in (*ENDS, "overdue"):
        yield f"cases.{name}", number(counts[due, name])
    yield "cases.answered", number(answered)
    yield "cases.received", number(counts[received, "all"])
    for name in (*ENDS, "overdue"):
        yield f"cases.received_{name}", number(counts[received, name])
    yield "cases.open", number(counts[received, "open"])
    yield "cases.stopped", number(counts[received, "stopped"])
    yield "cases.return_rate", share(counts[received, "returned"], counts[received, "all"])
    for name, rank in (("median", 50), ("p90", 90)):
        yield f"cases.{name}_hours", time(percentile(counts, rank))
        yield f"cases.{name}_days", time(percentile(counts, rank), day_minutes)
    yield "cases.publication_rate", share(published, publishable)
    yield "cases.published_in_time_rate", share(counts[due, "published_in_time"], publishable)
    yield "cases.not_published_with_reason", number(counts[due, "withheld"])
    yield "cases.reopen_rate", share(counts[due, "reopened"], answered)
    yield "cases.resolved_rate", share(counts[due, "resolved"], answered)
    for question in QUESTIONS:
        yield f"ratings.{question}", ballots(counts, question)
    yield "qd766.feedback_on_time", share(kept, answered + overdue)
    rated = sum(counts["result", level] for level in range(1, 6))
    satisfied = kept - counts[due, "asked_again"] - counts["rated_low"]
    satisfaction = share(satisfied, answered + overdue) if rated >= FEWEST else {"suppressed": True}
    yield "qd766.feedback_satisfaction", satisfaction


def apart_figures(counts: Counts) -> Iterator[tuple[str, dict[str, Any]]]:
    for kind in APART:
        basis = f"{kind} received"
        yield f"apart.{kind}", number(counts[basis, "all"])
        for name in ("answered", "open", "stopped"):
            yield f"apart.{kind}_{name}", number(counts[basis, name])
    yield "apart.for_reference", number(counts["for_reference"])


def dossier_figures(counts: Counts, offers: list[Row]) -> Iterator[tuple[str, dict[str, Any]]]:
    due, received = "dossiers due", "dossiers received"
    kept, late = total(counts, due, "early", "on_time"), total(counts, due, "late", "overdue")
    covered = total(counts, "letter", *LETTERS)
    yield "dossiers.due", number(counts[due, "all"])
    for name in ("early", "on_time", "late", "open", "stopped", "overdue", "not_updated"):
        yield f"dossiers.{name}", number(counts[due, name])
    yield "dossiers.on_time_rate", share(kept, kept + late)
    yield "dossiers.early_rate", share(counts[due, "early"], kept + late)
    yield "dossiers.all_late", number(late)
    for name in LETTERS:
        yield f"dossiers.letter_{name}", number(counts["letter", name])
    yield "dossiers.without_letter", number(late - covered)
    yield "dossiers.apology_coverage", share(covered, late)
    yield "dossiers.apology_before_due", share(counts["letter", "before_due"], late)
    yield "dossiers.apology_complete", share(counts[due, "letter_complete"], counts[due, "late"])
    yield "dossiers.new_date_kept", share(counts[due, "kept_anew"], counts[due, "promised_anew"])
    yield "dossiers.received", number(counts[received, "all"])
    for name in ("counter", "online_partial", "online_full", "postal"):
        yield f"dossiers.{name}", number(counts[received, name])
    yield "dossiers.supplement_breaches", number(counts[received, "breaches"])
    yield from ways(counts, offers)
    yield "qd766.dossier_satisfaction", share(kept - counts[due, "with_feedback"], kept + late)


def ways(counts: Counts, offers: list[Row]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Shares of procedures, and of dossiers of the procedures offered or used in a way."""

    def of(chosen: list[Row], *names: str) -> int:
        return sum(counts["received", each["procedure"], name] for each in chosen for name in names)

    online = [each for each in offers if each["online"] != "none"]
    partial = [each for each in offers if each["online"] == "partial"]
    full = [each for each in offers if each["online"] == "full"]
    by_post = [each for each in offers if of([each], "postal", "returned_by_post")]
    postal = [each for each in offers if each["postal"] == "1"]
    filed_online = ("online_partial", "online_full")
    used = sum(1 for each in online if of([each], *filed_online))
    yield "dossiers.online_procedures_used", share(used, len(online))
    yield "dossiers.online_of_all", share(of(offers, *filed_online), of(offers, "all"))
    yield "dossiers.online_partial_share", share(of(partial, "online_partial"), of(partial, "all"))
    yield "dossiers.online_full_share", share(of(full, "online_full"), of(full, "all"))
    yield "dossiers.postal_procedures_used", share(sum(each in by_post for each in postal), len(postal))
    yield "dossiers.received_by_post", share(of(by_post, "postal"), of(by_post, "all"))
    yield "dossiers.returned_by_post", share(of(by_post, "returned_by_post"), of(by_post, "returned"))


# --- the document -------------------------------------------------------------------------------------------


class Telling:
    """Every figure of a period, of all and of each unit."""

    def __init__(self, folder: Path) -> None:
        self.package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        self.units = Units(folder)
        self.ratings = Ratings(folder, self.units)
        self.procedures = sorted(table(folder, "procedures"), key=lambda each: each["procedure"])
        self.months: Months = defaultdict(Counter)
        count_cases(folder, self.months)
        count_dossiers(folder, self.months)

    def lines(self) -> Iterator[str]:
        as_of, version = self.package["as_of"], self.package["definitions"]
        yield f'{{"as_of": "{as_of}", "definitions": "{version}", "figures": ['
        before = ""
        for figure in self.figures():
            yield f"{before}{json.dumps(figure, ensure_ascii=False)}"
            before = ","
        yield "]}"

    def figures(self) -> Iterator[dict[str, Any]]:
        by_period: dict[str, dict[str, Counts]] = defaultdict(lambda: defaultdict(Counter))
        for (unit, month), counts in self.months.items():
            for period in periods_of(month):
                by_period[period][unit].update(counts)
        begun = [each for each in by_period if months_of(each)[0] <= self.package["as_of"][:7]]
        for period in sorted(begun, key=lambda each: (months_of(each)[0], months_of(each)[-1])):
            yield from self.of_period(period, by_period[period])

    def of_period(self, period: str, own: dict[str, Counts]) -> Iterator[dict[str, Any]]:
        yield from self.told(period, ("all", "all"), own=own, units=self.units.all)
        day = min(last_day(period), self.package["as_of"])
        for unit in sorted(self.units.all):
            below = self.units.below(unit, day)
            if not below.isdisjoint(own):
                yield from self.told(period, (unit, "below"), own=own, units=below)
            if unit in own and below != {unit}:
                yield from self.told(period, (unit, "own"), own=own, units=frozenset({unit}))

    def told(
        self, period: str, whose: tuple[str, str], *, own: dict[str, Counts], units: frozenset[str]
    ) -> Iterator[dict[str, Any]]:
        counts: Counts = Counter()
        for unit in units:
            counts.update(own.get(unit, {}))
        counts.update(self.ratings.within(None if whose[1] == "all" else units, period))
        found = dict(self.values(counts, units))
        for measure in self.package["measures"]:
            if measure["code"] in found:
                key = {"period": period, "unit": whose[0], "scope": whose[1], "measure": measure["code"]}
                yield {**key, "version": measure["version"], **NOTHING, **found[measure["code"]]}

    def values(self, counts: Counts, units: frozenset[str]) -> Iterator[tuple[str, dict[str, Any]]]:
        """The figures of each family of which anything is counted."""

        def anything(*bases: str) -> bool:
            return any(counts[basis, "all"] for basis in bases)

        if anything("cases received", "cases due"):
            yield from case_figures(counts, self.package["day_minutes"])
        if counts["for_reference"] or anything(*(f"{kind} received" for kind in APART)):
            yield from apart_figures(counts)
        if anything("dossiers due", "dossiers received"):
            offers = [each for each in self.procedures if self.offers(each, counts, units)]
            yield from dossier_figures(counts, offers)

    @staticmethod
    def offers(procedure: Row, counts: Counts, units: frozenset[str]) -> bool:
        """Whether these units offer a procedure, or it was used though no longer offered."""
        offered = procedure["active"] == "1" and procedure["unit"] in units
        return offered or counts["used", procedure["procedure"]] > 0


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    for line in Telling(folder).lines():
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
