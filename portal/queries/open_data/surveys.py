"""Surveys as open data: what was asked, and the groups in which ballots may be told; no row is a ballot."""

from collections.abc import Iterator, Sequence
from datetime import date

from portal.domain.bilingual import Bilingual
from portal.domain.released_groups import Group
from portal.domain.surveys.counted import ReleasedSurvey
from portal.domain.surveys.entry import picks_of
from portal.domain.surveys.questionnaire import Item, ItemKind, Questionnaire, Section
from portal.queries.open_data.wanted import WantedData

Row = tuple[str, ...]


def open_surveys(wanted: WantedData) -> Iterator[Row]:
    """Every survey of which something is told."""
    for each in wanted.surveys:
        survey, sample = each.survey, each.survey.sample
        title = survey.questionnaire.title
        yield (
            survey.code,
            survey.questionnaire.code,
            str(survey.version),
            str(int(sample is not None)),
            sample.name if sample else "",
            sample.population.value if sample else "",
            _day(sample.first_on if sample else None),
            _day(sample.last_on if sample else None),
            _day(each.closed_on),
            *_both(title),
        )


def open_survey_items(wanted: WantedData) -> Iterator[Row]:
    """What each version asks, with a row for each answer that can be chosen."""
    versions = {
        (each.survey.questionnaire.code, each.survey.version): each.survey.questionnaire
        for each in wanted.surveys
    }
    for (code, version), asked in sorted(versions.items(), key=lambda each: each[0]):
        for section in asked.sections:
            for item in section.items:
                for answer in _answers(asked, section, item):
                    yield code, str(version), *answer


def _answers(asked: Questionnaire, section: Section, item: Item) -> Iterator[Row]:
    scaled = item.kind is ItemKind.SCALE
    in_all = item in asked.pooled_items
    heads = (section.code, *_both(section.title), _flag(section.is_factor), _flag(in_all))
    for pick in picks_of(asked, item):
        marks = ("", "")
        if scaled:
            scale, value = asked.scale_of(item), int(pick.value)
            marks = (_flag(scale.is_satisfied(value)), _flag(scale.is_low(value)))
        yield *heads, item.code, *_both(item.text), pick.value, *_both(pick.label), *marks


def open_survey_groups(wanted: WantedData) -> Iterator[Row]:
    """How many ballots each group has."""
    for each in wanted.surveys:
        for group, told in _groups(each, wanted):
            yield each.survey.code, *told, str(each.groups.groups[group].ballots)


def open_survey_answers(wanted: WantedData) -> Iterator[Row]:
    """How often each answer was given within each group."""
    for each in wanted.surveys:
        for group, told in _groups(each, wanted):
            answers = each.groups.groups[group].answers
            for item in sorted(answers):
                for value in sorted(answers[item]):
                    yield each.survey.code, *told, item, value, str(answers[item][value])


def _groups(survey: ReleasedSurvey, wanted: WantedData) -> Sequence[tuple[Group, Row]]:
    told = ((group, wanted.group(group)) for group in survey.groups.groups)
    return sorted(told, key=lambda each: each[1])


def _both(words: Bilingual) -> Row:
    return words.said("vi"), words.said("en")


def _flag(yes: bool) -> str:
    return str(int(yes))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
