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
CENT = Decimal("0.01")
NOTHING = dict.fromkeys(("part", "whole", "percent", "low", "high", "number")) | {"suppressed": False}

Counts = Counter[Any]
Months = dict[tuple[str, str], Counts]
Key = tuple[str, str, str]  # period, unit, scope
Row = Mapping[str, str]
Figures = Iterator[tuple[str, dict[str, Any]]]


def table(folder: Path, name: str) -> Iterator[Row]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {name: GUARD.sub("", cell) for name, cell in row.items()}


def count_cases(folder: Path, months: Months) -> None:
    flags = ("overdue", "reopened", "resolved", "returned", "asked_again")
    for row in table(folder, "cases"):
        received = months[row["unit"], row["month_received"]]
        if row["for_reference"] == "1":
            received["for_reference"] += 1
            continue
        due = months[row["unit"], row["month_due"]]
        family = row["kind"] if row["kind"] in APART else "cases"
        for name in ("all", row["status"], row["verdict"], row["publication"], *raised(row, *flags)):
            received[f"{family} received", name] += 1
            due[f"{family} due", name] += 1
        if family == "cases" and row["answer_hours"]:
            due["hours", Decimal(row["answer_hours"])] += 1


def raised(row: Row, *flags: str) -> list[str]:
    return [each for each in flags if row[each] == "1"]


def count_dossiers(folder: Path, months: Months) -> None:
    flags = ("overdue", "not_updated", "letter_complete", "promised_anew", "kept_anew", "with_feedback")
    for row in table(folder, "dossiers"):
        due, received = months[row["unit"], row["month_due"]], months[row["unit"], row["month_received"]]
        for name in ("all", row["status"], *raised(row, *flags)):
            due["dossiers due", name] += 1
        if row["letter"]:
            due["letter", row["letter"]] += 1
        for counts in (due, received):
            counts["used", row["procedure"]] += 1
        for name in ("all", row["channel_in"], *raised(row, "returned", "returned_by_post")):
            received["received", row["procedure"], name] += 1
            received["dossiers received", name] += 1
        received["dossiers received", "breaches"] += row["supplements"] == "2+"


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
        return [unit, *self.chain(self.parent(unit, day), day)] if unit else []


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


class Groups:
    """Ballots in groups of five or more; a figure adds up the groups that lie wholly within it."""

    def __init__(self, folder: Path, units: Units) -> None:
        self.units = units
        self.counts: dict[tuple[str, str, str, str], Counts] = defaultdict(Counter)
        self.inside: dict[str, list[tuple[frozenset[str], Counts]]] = {}
        self.count_ratings(folder)
        self.count_surveys(folder)

    def of(self, row: Row, day: str = "") -> Counts:
        """The group that a row belongs to, about the units that stood below one another on a day."""
        return self.counts[row["scope"], row["unit"], row["period"], day]

    def count_ratings(self, folder: Path) -> None:
        for row in table(folder, "ratings"):
            for question in QUESTIONS:
                self.of(row)[question, int(row[question])] += 1
        for row in table(folder, "rating_groups"):
            self.of(row)["rated_low"] += int(row["rated_low"])

    def count_surveys(self, folder: Path) -> None:
        surveys = {each["survey"]: each for each in table(folder, "surveys")}
        answers = ("questionnaire", "version", "item", "value")
        levels = {tuple(each[name] for name in answers): each for each in table(folder, "survey_items")}
        for row in table(folder, "survey_groups"):
            self.of(row, tree_day(row, surveys))["ballots", row["survey"]] += int(row["ballots"])
        for row in table(folder, "survey_answers"):
            told = {**surveys[row["survey"]], **row}
            level, counts = (
                levels[tuple(told[name] for name in answers)],
                self.of(row, tree_day(row, surveys)),
            )
            for name in ("all", *raised(level, "satisfied", "low")):
                counts["survey", row["survey"], row["item"], name] += int(row["answers"])

    def within(self, units: frozenset[str], period: str) -> Counts:
        if period not in self.inside:
            self.inside[period] = list(self.in_period(frozenset(months_of(period))))
        found: Counts = Counter()
        for whose, counts in self.inside[period]:
            if whose <= units:
                found.update(counts)
        return found

    def in_period(self, wanted: frozenset[str]) -> Iterator[tuple[frozenset[str], Counts]]:
        for (scope, unit, period, day), counts in self.counts.items():
            if period and wanted.issuperset(months_of(period)):
                below = self.units.below(unit, day) if scope == "below" else frozenset({unit})
                yield (self.units.all if scope == "all" else below), counts


def tree_day(row: Row, surveys: Mapping[str, Row]) -> str:
    return min(f"{row['period'][:4]}-12-31", surveys[row["survey"]]["closed_on"] or "9999")


def share(part: int, whole: int) -> dict[str, Any]:
    percent = str((Decimal(part) * 100 / whole).quantize(CENT, ROUND_HALF_UP)) if whole else None
    return {"part": part, "whole": whole, "percent": percent}


def rated(part: int, whole: int, *, most: int, interval: bool = True) -> dict[str, Any]:
    """A share of answers, of which no question has more than `most`."""
    if most < FEWEST:
        return {"suppressed": True}
    return {**share(part, whole), **(wilson(part, whole) if interval else {})}


def wilson(part: int, whole: int) -> dict[str, str]:
    ratio = part / whole
    spread = Z * sqrt(ratio * (1 - ratio) / whole + Z**2 / (4 * whole**2))
    centre = ratio + Z**2 / (2 * whole)
    scale = 100 / (1 + Z**2 / whole)
    ends = {"low": max(0.0, (centre - spread) * scale), "high": min(100.0, (centre + spread) * scale)}
    return {name: str(Decimal(end).quantize(CENT, ROUND_HALF_UP)) for name, end in ends.items()}


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
    return {"number": float((hours * 60 / day_minutes).quantize(Decimal("0.1"), ROUND_HALF_UP))}


def number(value: int) -> dict[str, int]:
    return {"number": value}


def total(counts: Counts, basis: str, *names: str) -> int:
    return sum(counts[basis, name] for name in names)


def case_figures(counts: Counts, day_minutes: int) -> Figures:
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
        levels = [counts[question, level] for level in range(1, 6)]
        yield f"ratings.{question}", rated(sum(levels[3:]), sum(levels), most=sum(levels))
    yield "qd766.feedback_on_time", share(kept, answered + overdue)
    ballots = sum(counts["result", level] for level in range(1, 6))
    satisfied = kept - counts[due, "asked_again"] - counts["rated_low"]
    satisfaction = share(satisfied, answered + overdue) if ballots >= FEWEST else {"suppressed": True}
    yield "qd766.feedback_satisfaction", satisfaction


def survey_figures(counts: Counts, measures: list[dict[str, Any]]) -> Figures:
    """The figures of surveys, each of the questions that the dictionary names with it."""
    for each in measures:
        survey, level, items = each["survey"], each["level"], each["items"]
        answers = [counts["survey", survey, item, "all"] for item in items]
        part = sum(counts["survey", survey, item, level] for item in items)
        figure = rated(part, sum(answers), most=max(answers, default=0), interval=each["interval"])
        if counts["ballots", survey]:
            yield each["code"], number(counts["ballots", survey]) if level == "ballots" else figure


def apart_figures(counts: Counts) -> Figures:
    for kind in APART:
        basis = f"{kind} received"
        yield f"apart.{kind}", number(counts[basis, "all"])
        for name in ("answered", "open", "stopped"):
            yield f"apart.{kind}_{name}", number(counts[basis, name])
    yield "apart.for_reference", number(counts["for_reference"])


def dossier_figures(counts: Counts, offers: list[Row]) -> Figures:
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


def ways(counts: Counts, offers: list[Row]) -> Figures:
    """Shares of procedures, and of dossiers of the procedures offered or used in a way."""

    def of(chosen: list[Row], *names: str) -> int:
        return sum(counts["received", each["procedure"], name] for each in chosen for name in names)

    online = [each for each in offers if each["online"] != "none"]
    partial, full = ([each for each in offers if each["online"] == much] for much in ("partial", "full"))
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


class Telling:
    """Every figure of a period, of all and of each unit."""

    def __init__(self, folder: Path) -> None:
        self.package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        self.units = Units(folder)
        self.groups = Groups(folder, self.units)
        self.asked = [each for each in self.package["measures"] if "survey" in each]
        self.procedures = sorted(table(folder, "procedures"), key=lambda each: each["procedure"])
        self.months: Months = defaultdict(Counter)
        count_cases(folder, self.months)
        count_dossiers(folder, self.months)

    def lines(self) -> Iterator[str]:
        as_of, version = self.package["as_of"], self.package["definitions"]
        yield f'{{"as_of": "{as_of}", "definitions": "{version}", "figures": ['
        for place, figure in enumerate(self.figures()):
            yield f"{',' if place else ''}{json.dumps(figure, ensure_ascii=False)}"
        yield "]}"

    def figures(self) -> Iterator[dict[str, Any]]:
        by_period: dict[str, dict[str, Counts]] = defaultdict(lambda: defaultdict(Counter))
        for (unit, month), counts in self.months.items():
            for period in periods_of(month):
                by_period[period][unit].update(counts)
        for _scope, _unit, told, _day in self.groups.counts:
            for period in periods_of(months_of(told)[-1]) if told else ():
                by_period[period].update()
        begun = [each for each in by_period if months_of(each)[0] <= self.package["as_of"][:7]]
        for period in sorted(begun, key=lambda each: (months_of(each)[0], months_of(each)[-1])):
            yield from self.of_period(period, by_period[period])

    def of_period(self, period: str, own: dict[str, Counts]) -> Iterator[dict[str, Any]]:
        yield from self.told((period, "all", "all"), own, self.units.all)
        month = months_of(period)[-1]
        day = min(f"{month}-{monthrange(int(month[:4]), int(month[5:]))[1]}", self.package["as_of"])
        for unit in sorted(self.units.all):
            below, alone = self.units.below(unit, day), frozenset({unit})
            yield from self.told((period, unit, "below"), own, below)
            if below != alone:
                yield from self.told((period, unit, "own"), own, alone)

    def told(self, key: Key, own: dict[str, Counts], units: frozenset[str]) -> Iterator[dict[str, Any]]:
        counts: Counts = Counter()
        for unit in units & own.keys():
            counts.update(own[unit])
        counts.update(self.groups.within(units, key[0]))
        found = dict(self.values(counts, units))
        for measure in self.package["measures"]:
            if measure["code"] in found:
                head = dict(zip(("period", "unit", "scope"), key, strict=True))
                told = {**NOTHING, **found[measure["code"]]}
                yield {**head, "measure": measure["code"], "version": measure["version"], **told}

    def values(self, counts: Counts, units: frozenset[str]) -> Figures:
        """The figures of each family of which anything is counted."""

        def anything(*bases: str) -> bool:
            return any(counts[basis, "all"] for basis in bases)

        if anything("cases received", "cases due"):
            yield from case_figures(counts, self.package["day_minutes"])
        if counts["for_reference"] or anything(*(f"{kind} received" for kind in APART)):
            yield from apart_figures(counts)
        if anything("dossiers due", "dossiers received"):
            active = [each for each in self.procedures if each["active"] == "1" and each["unit"] in units]
            named = {each["procedure"] for each in active} | {key[1] for key in counts if key[0] == "used"}
            offers = [each for each in self.procedures if each["procedure"] in named]
            yield from dossier_figures(counts, offers)
        yield from survey_figures(counts, self.asked)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    for line in Telling(folder).lines():
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
