"""What is typed to plan a sampled survey."""

import re
from datetime import date
from decimal import Decimal
from typing import Any, Self

from wtforms import RadioField
from wtforms.validators import InputRequired, Regexp

from portal.domain.surveys.ways import Population
from portal.domain.time import local_day
from portal.queries.surveys.campaigns import SurveyCampaign
from portal.queries.surveys.entry import versions_in_use
from portal.queries.surveys.managing import survey_reach
from portal.services.errors import RuleBroken
from portal.services.surveys.plan_campaign import CampaignFacts, faults_of_plan
from portal.web.admin.entry import Amount, Pick, refusal, unit_choices
from portal.web.shared.acting import act, actor, language, now, session, settings
from portal.web.shared.choices import choice, terms
from portal.web.shared.form import Form, Line
from portal.web.shared.sentences import _, _l
from portal.web.shared.typed_time import DayField

PERCENT = r"\d{1,2}(?:[.,]\d)?$"


class CampaignForm(Form):
    """A campaign as it is planned."""

    name = Line(_l("Tên đợt khảo sát"), description=_l("Ví dụ: Khảo sát bộ phận một cửa quý IV/2026"))
    version_id = Pick(_l("Phiếu khảo sát được dùng"))
    population = RadioField(_l("Chọn ngẫu nhiên từ"), validate_choice=False)
    unit_id = Pick(_l("Đơn vị"), description=_l("Gồm cả các đơn vị trực thuộc"))
    first_on = DayField(
        _l("Hồ sơ trả kết quả, hoặc phản ánh được trả lời, từ ngày"),
        [InputRequired(_l("Xin nhập ngày bắt đầu."))],
    )
    last_on = DayField(_l("Đến ngày"), [InputRequired(_l("Xin nhập ngày kết thúc."))])
    margin = Line(
        _l("Sai số chấp nhận (e), phần trăm"),
        [Regexp(PERCENT, message=_l("Xin nhập một số phần trăm, ví dụ 5."))],
        description=_l("Thường dùng 5%. Sai số càng nhỏ, càng phải hỏi nhiều người."),
        render_kw={"data-width": "3"},
    )
    response_percent = Amount(
        _l("Tỷ lệ trả lời dự kiến, phần trăm"),
        description=_l(
            "Trong 100 người được mời, bao nhiêu người sẽ trả lời: theo các đợt trước; chưa có thì dùng 30."
        ),
        render_kw={"data-width": "3"},
    )
    closes_on = DayField(
        _l("Nhận trả lời đến hết ngày"), [InputRequired(_l("Xin nhập ngày kết thúc nhận trả lời."))]
    )

    def offer(self) -> Self:
        """Fill in what can be chosen."""
        newest: dict[int, Any] = {}
        for asked in versions_in_use(session()):
            newest.setdefault(asked.questionnaire_id, asked)
        titles = ((each.version_id, each.questionnaire.title.said(language())) for each in newest.values())
        self.version_id.choices = [
            choice("", _("Chọn một phiếu khảo sát")),
            *(choice(*each) for each in titles),
        ]
        self.population.choices = terms(Population)
        reach, today = survey_reach(settings(), actor()), local_day(now())
        units = (settings().units[each] for each in reach)
        self.unit_id.choices = unit_choices(each for each in units if each.stands(today))
        return self

    def validate(self, extra_validators: Any = None) -> bool:
        """Tell what cannot be read, and with it everything that the rules would refuse."""
        super().validate(extra_validators)
        try:
            faults = faults_of_plan(act(), self.facts())
        except RuleBroken as broken:
            faults = [broken]
        for each in faults:
            if not self[each.field].errors:
                self.complain(each.field, refusal(each))
        return not self.errors

    def facts(self) -> CampaignFacts:
        """What was typed. Raises RuleBroken."""
        population = next((each for each in Population if each.value == self.population.data), None)
        if population is None:
            raise RuleBroken("population", "unknown")
        return CampaignFacts(
            name=self.name.data,
            unit_id=self.unit_id.number or 0,
            version_id=self.version_id.number or 0,
            population=population,
            first_on=self.first_on.data or date.min,
            last_on=self.last_on.data or date.min,
            margin=_share(self.margin.data),
            response_percent=self.response_percent.data or 0,
            closes_on=self.closes_on.data or date.min,
        )


def _share(percent: str) -> Decimal:
    """A percentage as typed, as a share; nothing where it cannot be read."""
    return Decimal(percent.replace(",", ".")) / 100 if re.match(PERCENT, percent) else Decimal(0)


def typed_of(campaign: SurveyCampaign) -> dict[str, Any]:
    """A campaign as the form shows it again; of a unit that ended, for whoever goes on for it."""
    percent = f"{(Decimal(campaign.margin) * 100).normalize():f}"
    names = ("name", "unit_id", "version_id", "first_on", "last_on", "response_percent", "closes_on")
    same = {name: getattr(campaign, name) for name in names}
    same["unit_id"] = settings().standing_unit(campaign.unit_id, local_day(now()))
    return {**same, "margin": percent.replace(".", ","), "population": campaign.population.value}


def usual_campaign(today: date) -> dict[str, Any]:
    """What most campaigns are: the dossiers of the last month, at 5 %."""
    first_of_month = today.replace(day=1)
    last_on = date.fromordinal(first_of_month.toordinal() - 1)
    return {
        "population": Population.DOSSIERS.value,
        "first_on": last_on.replace(day=1),
        "last_on": last_on,
        "margin": "5",
        "response_percent": 30,
        "closes_on": date.fromordinal(today.toordinal() + 21),
    }
