"""Steps beside the answer itself: urging the unit from above, and taking back that a matter is settled."""

from collections.abc import Iterator

from portal.domain.events import EventKind
from portal.domain.permissions import Permission
from portal.domain.workflow import NOTES
from portal.queries.case_file import Case, CaseFile
from portal.services.act import Act
from portal.services.chase_case import chase_case, may_chase
from portal.services.record_resolution import withdraw_resolution
from portal.services.transition import units_concerned
from portal.web.desk.case_lists import chased_note
from portal.web.desk.step_form import StepForm, words_field
from portal.web.shared.acting import actor
from portal.web.shared.sentences import _, _l
from portal.web.shared.words import moment


class ChaseForm(StepForm):
    """Urge whoever has the case, and their leaders."""

    name, title = "chase", _l("Đôn đốc đơn vị")
    done = _l("Đã đôn đốc; người xử lý và lãnh đạo đơn vị nhận thư trong giờ làm việc.")
    text = words_field(_l("Nội dung đôn đốc, đơn vị đọc được"))

    @property
    def seen_version(self) -> int | None:
        """It is added to whatever stands there: it takes nothing from anybody."""
        return None

    def act_on(self, acting: Act, case: Case) -> None:
        chase_case(acting, case, text=self.text.data or "")


class WithdrawResolutionForm(StepForm):
    """Take back that the matter is settled."""

    name, title = "withdraw-resolution", _l("Rút ghi nhận đã giải quyết")
    done = _l("Đã rút ghi nhận đã giải quyết.")
    reason = words_field(_l("Vì sao rút, người gửi đọc được"))

    def act_on(self, acting: Act, case: Case) -> None:
        withdraw_resolution(acting, case, reason=self.reason.data or "")


def follow_ups(file: CaseFile) -> Iterator[EventKind]:
    """Which of these steps this person may take with the case now."""
    if file.case.state in NOTES[EventKind.CHASED] and may_chase(actor(), file.case.unit_id):
        yield EventKind.CHASED
    if (
        file.resolution
        and file.case.state in NOTES[EventKind.RESOLUTION_WITHDRAWN]
        and may_resolve(file.case)
    ):
        yield EventKind.RESOLUTION_WITHDRAWN


def may_resolve(case: Case) -> bool:
    """Whether this person may put on record that the matter is settled, or take that back."""
    permission = Permission.RECORD_RESOLUTION
    return actor().may(permission, *units_concerned(permission, case))


def chased_words(case: Case) -> str:
    """How often a case was chased, and when last; empty while nobody has."""
    if not case.chased_count or case.chased_at is None:
        return ""
    times, last = chased_note(case.chased_count), moment(case.chased_at)
    return _("%(times)s, gần nhất %(moment)s", times=times, moment=last)
