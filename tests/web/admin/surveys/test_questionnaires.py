"""Questionnaires on the screen: written piece by piece, published, brought, exported, and two editors at once."""

import io
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.bilingual import Bilingual
from portal.domain.surveys.checking import Problem
from portal.domain.surveys.questionnaire import ItemKind, Questionnaire, Section
from portal.domain.surveys.written import read, written
from portal.models.survey import QuestionnaireRow, QuestionnaireVersion
from portal.web.admin.surveys.faults import problem_words
from tests.domain.surveys.examples import POLITE, SHORT
from tests.domain.surveys.examples import said as said_twice
from tests.support.client import CheckingClient
from tests.support.page import Form, Page
from tests.web.admin.conftest import Staff, entry

PAGE = "/admin/surveys"
Changes = Callable[[], Sequence[tuple[str, str]]]


@pytest.fixture
def overseer(staff: Staff) -> CheckingClient:
    """Who manages surveys and configures nothing else."""
    return staff("overseer")


@pytest.fixture
def draft(overseer: CheckingClient) -> str:
    """The address of a draft of a new questionnaire."""
    form = entry(overseer.page(f"{PAGE}/new"))
    typed: dict[str, Any] = {
        "code": "tiep_dan",
        "purpose": "other",
        "title_vi": "Tiếp công dân",
        "title_en": "Reception",
    }
    return overseer.send(form, **typed).address


def one(session: Session, code: str = "tiep_dan") -> list[QuestionnaireVersion]:
    """The versions of a questionnaire, the oldest first."""
    session.expire_all()
    wanted = select(QuestionnaireVersion).join(
        QuestionnaireRow, QuestionnaireRow.id == QuestionnaireVersion.questionnaire_id
    )
    return list(
        session.scalars(wanted.where(QuestionnaireRow.code == code).order_by(QuestionnaireVersion.number))
    )


def said(session: Session) -> Questionnaire:
    """What the newest version says."""
    return read(one(session)[-1].content)


def add(client: CheckingClient, draft: str, part: str, *, status: int = 200, **typed: Any) -> Page:
    """Add a piece through its page."""
    query = {"section": typed.pop("within")} if "within" in typed else {}
    return client.send(entry(client.page(f"{draft}/{part}/new-", **query)), status=status, **typed)


def filled(client: CheckingClient, draft: str) -> None:
    """A section with an item on a scale and one by choice, and a branch to words."""
    five = [str(value) for value in range(1, 6)]
    words = [f"Mức {value}" for value in five]
    cuts: dict[str, Any] = {"code": "five", "satisfied_from": "4", "low_to": "3"}
    add(client, draft, "scales", **cuts, **rows(five, words, words, [""] * 5))
    add(client, draft, "sections", title_vi="Thái độ", title_en="Conduct", is_factor="y")
    add(
        client,
        draft,
        "items",
        within="conduct",
        text_vi="Lịch sự?",
        text_en="Polite",
        kind="scale",
        scale="five",
    )
    texts: dict[str, Any] = {"text_vi": "Chờ lâu?", "text_en": "Waited", "kind": "choice"}
    answers = rows(["", ""], ["Có", "Không"], ["Yes", "No"], ["2", "1"])
    add(client, draft, "items", within="conduct", **texts, **answers)


def rows(*columns: list[str]) -> dict[str, Any]:
    """Rows of answers as the page sends them: code or value, both languages, order."""
    return {f"row-{name}": column for name, column in zip(("key", "vi", "en", "place"), columns, strict=True)}


def press(page: Page, action: str, *words: str) -> Form:
    """The button of a piece: the form that sends these words."""
    forms = [page._form(node) for node in page.all("form")]
    fitting = (
        form
        for form in forms
        if form.action.endswith(action)
        and set(words) <= {value for each in form.fields.values() for value in each}
    )
    return next(fitting)


def test_it_lists_what_was_shipped(overseer: CheckingClient) -> None:
    text = overseer.page(PAGE).text
    assert "Phiếu khảo sát sự hài lòng tại bộ phận một cửa" in text
    assert "Đang dùng bản 1" in text


@pytest.mark.parametrize("role", ["officer", "leader", "coordinator", "operator"])
def test_nobody_else_opens_it(staff: Staff, role: str) -> None:
    staff(role).page(PAGE, 403)


def test_who_oversees_opens_nothing_else_of_administration(overseer: CheckingClient) -> None:
    overseer.page("/admin/", 403)
    overseer.page("/admin/units", 403)
    assert "Đơn vị" not in overseer.page(PAGE).links


def test_who_administers_a_part_reads_and_changes_nothing(
    local_administrator: CheckingClient, session: Session
) -> None:
    page = local_administrator.page(PAGE)
    assert "Soạn phiếu mới" not in page.text
    form = entry(local_administrator.page(f"{PAGE}/new"))
    typed = {"code": "rieng", "purpose": "other", "title_vi": "Riêng", "title_en": "Own"}
    local_administrator.send(form, status=403, **typed)
    assert one(session, "rieng") == []


def test_a_questionnaire_is_written_piece_by_piece(
    overseer: CheckingClient, session: Session, draft: str, changes: Changes
) -> None:
    filled(overseer, draft)
    found = said(session)
    assert [item.code for item in found.items] == ["polite", "waited"]
    assert [choice.code for choice in found.by_code["waited"].choices] == ["no", "yes"]
    assert found.scales[0].satisfied_from == 4
    assert found.factors[0].code == "conduct"
    assert ("questionnaire_changed", "tiep_dan") in changes()


def test_a_branch_is_chosen_in_two_steps(overseer: CheckingClient, session: Session, draft: str) -> None:
    filled(overseer, draft)
    page = add(
        overseer,
        draft,
        "items",
        status=422,
        within="conduct",
        text_vi="Vì sao?",
        text_en="Why",
        kind="words",
        when_item="polite",
        required=None,
    )
    assert "Xin đánh dấu những câu trả lời" in page.text
    overseer.send(entry(page), when_answers=["1", "2"])
    item = said(session).by_code["why"]
    assert item.when is not None
    assert (item.kind, item.when.item, item.when.answers) == (ItemKind.WORDS, "polite", frozenset({"1", "2"}))
    assert "Chỉ khi câu 1 là: Mức 1, Mức 2" in overseer.page(draft).text


def test_order_is_changed_by_buttons(overseer: CheckingClient, session: Session, draft: str) -> None:
    filled(overseer, draft)
    overseer.send(press(overseer.page(draft), "/move", "item", "waited", "up"))
    assert [item.code for item in said(session).items] == ["waited", "polite"]
    overseer.send(press(overseer.page(draft), "/remove", "item", "waited"))
    assert [item.code for item in said(session).items] == ["polite"]


def test_what_is_wrong_leads_to_its_place(overseer: CheckingClient, draft: str) -> None:
    filled(overseer, draft)
    add(overseer, draft, "items", within="conduct", text_vi="Chưa dịch", text_en="", kind="words")
    page = overseer.page(draft)
    assert "Câu 3: Chưa dịch: Còn chỗ chưa có lời tiếng Anh." in page.text
    assert page.links["Câu 3: Chưa dịch"].endswith("/items/chua_dich")
    assert "Ban hành" not in page.links


@pytest.mark.parametrize("field", ["text_vi", "text_en", "hint_vi", "hint_en"])
def test_nothing_longer_than_can_be_published_is_kept(
    overseer: CheckingClient, session: Session, draft: str, field: str
) -> None:
    filled(overseer, draft)
    form = entry(overseer.page(f"{draft}/items/polite"))
    longer: dict[str, Any] = {field: "x" * 601}
    page = overseer.send(form, status=422, **longer)
    assert "Lời dài quá 600 ký tự." in page.text
    assert entry(page).fields[field] == ["x" * 601]
    longest: dict[str, Any] = {field: "x" * 600}
    overseer.send(form, **longest)


def test_places_are_told_in_few_words(overseer: CheckingClient, session: Session) -> None:
    long = replace(POLITE, code="long", text=Bilingual("rất dài " * 4000, "x"))
    empty = replace(POLITE, code="empty", text=Bilingual(" ", "x"))
    sections = (Section("only", said_twice("Only"), (long, empty)),)
    page = bring(overseer, json.dumps(written(replace(SHORT, sections=sections))).encode())
    places = [words for words in page.links if words.startswith("Câu ")]
    assert places[1] == "Câu 2: (chưa có lời)"
    assert places[0].endswith("…")
    assert len(places[0]) < 140


def test_a_section_without_questions_is_not_published(overseer: CheckingClient, draft: str) -> None:
    filled(overseer, draft)
    add(overseer, draft, "sections", title_vi="Trống", title_en="Empty")
    page = overseer.page(draft)
    assert "Phần “Trống”: Phần này chưa có câu hỏi nào." in page.text
    assert "Ban hành" not in page.links


@pytest.mark.parametrize("problem", list(Problem))
def test_every_problem_has_a_sentence(problem: Problem, overseer: CheckingClient) -> None:
    with overseer.application.test_request_context():
        assert len(problem_words(problem)) > 10


def test_a_published_version_never_changes(
    overseer: CheckingClient, session: Session, draft: str, changes: Changes
) -> None:
    filled(overseer, draft)
    page = overseer.send(overseer.page(f"{draft}/publish").form(f"{draft}/publish"))
    assert "Đã ban hành bản 1." in page.text
    assert changes()[-1] == ("questionnaire_published", "tiep_dan")
    assert one(session)[0].published_at is not None


def test_a_draft_published_meanwhile_leads_to_what_was_published(
    overseer: CheckingClient, session: Session, draft: str, changes: Changes
) -> None:
    filled(overseer, draft)
    second_tab = overseer.page(f"{draft}/publish").form(f"{draft}/publish")
    words = entry(overseer.page(f"{draft}/words"))
    overseer.send(second_tab)
    version = one(session)[0]
    before = len(changes())
    for page in (
        overseer.send(second_tab),
        overseer.send(words, title_vi="Khác"),
        overseer.page(draft),
        overseer.page(f"{draft}/words"),
    ):
        assert page.address == f"{PAGE}/versions/{version.id}"
        assert "Bản này đã được ban hành." in page.text
    assert (said(session).title.vi, len(changes())) == ("Tiếp công dân", before)


def test_a_draft_that_never_was_is_not_found(overseer: CheckingClient) -> None:
    overseer.page(f"{PAGE}/drafts/999999", 404)


def test_a_new_version_tells_what_it_changes(overseer: CheckingClient, session: Session, draft: str) -> None:
    filled(overseer, draft)
    page = overseer.send(overseer.page(f"{draft}/publish").form(f"{draft}/publish"))
    begin = next(
        form for form in (page._form(node) for node in page.all("form")) if form.action.endswith("/draft")
    )
    second = overseer.send(begin).address
    overseer.send(entry(overseer.page(f"{second}/items/polite")), text_vi="Có lịch sự không?")
    overseer.send(press(overseer.page(second), "/remove", "item", "waited"))
    text = overseer.page(f"{second}/publish").text
    assert "Câu 1 Sửa Lịch sự? Có lịch sự không?" in text
    assert "Câu 2 Bỏ Chờ lâu? (Không / Có) –" in text
    assert [version.number for version in one(session)] == [1, 2]


def test_two_editors_do_not_undo_each_other(
    overseer: CheckingClient, staff: Staff, session: Session, draft: str
) -> None:
    filled(overseer, draft)
    theirs = staff("administrator")
    mine = entry(overseer.page(f"{draft}/items/polite"))
    theirs.send(entry(theirs.page(f"{draft}/items/polite")), text_vi="Của người kia")
    page = overseer.send(mine, status=409, text_vi="Của tôi")
    assert "Của tôi" in page.text
    assert said(session).by_code["polite"].text.vi == "Của người kia"


def test_cuts_and_values_typed_are_kept_too(overseer: CheckingClient, staff: Staff, draft: str) -> None:
    filled(overseer, draft)
    theirs = staff("administrator")
    mine = entry(overseer.page(f"{draft}/scales/five"))
    theirs.send(entry(theirs.page(f"{draft}/items/polite")), text_vi="Của người kia")
    five = ["11", "12", "13", "14", "15"]
    page = overseer.send(mine, status=409, satisfied_from="14", low_to="13", **{"row-key": five})
    assert "11 / 12 / 13 / 14 / 15" in page.text
    assert ("Hài lòng từ giá trị" in page.text, "Thấp đến giá trị" in page.text) == (True, True)


@pytest.mark.parametrize("value", ["--5", "-", "５", "9" * 10, "x"])
def test_a_value_of_a_scale_is_a_number(overseer: CheckingClient, draft: str, value: str) -> None:
    page = add(
        overseer,
        draft,
        "scales",
        status=422,
        code="two",
        satisfied_from="1",
        low_to="0",
        **rows([value, "1"], ["Không", "Có"], ["No", "Yes"], ["", ""]),
    )
    assert value in entry(page).fields["row-key"]


def test_a_version_is_seen_in_both_languages(overseer: CheckingClient, session: Session) -> None:
    version = one(session, "one_stop")[0]
    text = overseer.page(f"{PAGE}/versions/{version.id}").text
    assert "Biển hiệu, bảng chỉ dẫn" in text
    assert "The signs of the one-stop office" in text


def test_what_is_exported_can_be_brought_in(overseer: CheckingClient, session: Session) -> None:
    version = one(session, "one_stop")[0]
    answer = overseer.get(f"{PAGE}/versions/{version.id}/export")
    assert "one_stop-1.json" in answer.headers["Content-Disposition"]
    assert read(json.loads(answer.data)) == read(version.content)


def bring(client: CheckingClient, content: bytes, *, status: int = 200) -> Page:
    form = entry(client.page(f"{PAGE}/bring"))
    return client.send(form, status=status, file=(io.BytesIO(content), "phieu.json"))


def test_a_file_becomes_a_draft(overseer: CheckingClient, session: Session) -> None:
    page = bring(overseer, json.dumps(written(SHORT)).encode())
    assert "Đã đọc tệp thành bản soạn." in page.text
    assert read(one(session, "short")[0].content) == SHORT
    assert "đang có bản soạn" in bring(overseer, json.dumps(written(SHORT)).encode(), status=422).text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Xin chọn tệp JSON."),
        (b"{", "không phải phiếu khảo sát"),
        (b"\xff\xfe", "không phải phiếu khảo sát"),
        (b"[" * 100_000, "không phải phiếu khảo sát"),
        (b" " * 500_001, "Tệp quá lớn."),
        (json.dumps({**written(SHORT), "title": 3}).encode(), "title"),
    ],
)
def test_another_file_is_refused(overseer: CheckingClient, content: bytes, sentence: str) -> None:
    assert sentence in bring(overseer, content, status=422).text


def test_a_draft_can_be_dropped(overseer: CheckingClient, session: Session, draft: str) -> None:
    overseer.send(overseer.page(draft).form(f"{draft}/drop"))
    assert one(session) == []


def test_a_questionnaire_is_retired_and_restored(overseer: CheckingClient, session: Session) -> None:
    version = one(session, "quick")[0]
    address = f"{PAGE}/{version.questionnaire_id}"
    page = overseer.send(overseer.page(address).form(f"{address}/retire"))
    assert "đã ngừng dùng từ 20/11/2026" in page.text
    assert "Đã dùng lại phiếu này." in overseer.send(page.form(f"{address}/restore")).text


@pytest.mark.parametrize("code", ["Tiếp dân", "TIEP", "", "a b", "_a", "1a", "x" * 41, "quick"])
def test_a_code_that_is_none_or_taken_is_refused(overseer: CheckingClient, code: str) -> None:
    form = entry(overseer.page(f"{PAGE}/new"))
    overseer.send(form, status=422, code=code, purpose="other", title_vi="A", title_en="A")
