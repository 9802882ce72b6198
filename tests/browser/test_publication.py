"""Publishing what must not stand as it came: words hidden, a finding dismissed, a picture's number plate covered."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, expect
from playwright.sync_api import Page as Window

from tests.browser.conftest import Staff
from tests.browser.test_case_story import answer, issue, route
from tests.support.browser import barriers
from tests.support.demo_live import confirm_feedback, enter_case, pick, write_feedback
from tests.support.live import LivePortal

pytestmark = pytest.mark.browser

BODY = "Tôi là Lê Văn An, xe 70-A1 234.56 đỗ chắn lối vào. Gọi 0912.000.345 hoặc bốt trực 0276 3812 345 giúp tôi."
PROPOSED = ".app-hiding:has(mark:text-is('%s'))"


def photo() -> FilePayload:
    """A light picture, to tell what is covered from what is not."""
    file = BytesIO()
    Image.new("RGB", (400, 300), (230, 230, 230)).save(file, "JPEG")
    return {"name": "xe.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def sent(citizen: Window) -> tuple[str, str]:
    write_feedback(citizen, BODY)
    pick(citizen, "category", "thai do")
    citizen.locator("input[type=file]").set_input_files([photo()])
    return confirm_feedback(citizen)


def draw(officer: Window) -> None:
    """A box over the middle of the picture, with the mouse."""
    frame = officer.locator("[data-boxes]")
    frame.scroll_into_view_if_needed()
    edge = frame.bounding_box()
    assert edge is not None
    officer.mouse.move(edge["x"] + edge["width"] * 0.25, edge["y"] + edge["height"] * 0.25)
    officer.mouse.down()
    officer.mouse.move(edge["x"] + edge["width"] * 0.75, edge["y"] + edge["height"] * 0.75, steps=4)
    officer.mouse.up()
    expect(officer.locator(".app-boxes__box")).to_have_count(1)


def hide_words(officer: Window) -> None:
    """One thing by itself, one dismissed with its reason, and the rest at once; nothing typed is lost."""
    officer.locator("#title").fill("Xe đỗ chắn lối vào")
    officer.locator("#title").press("Enter")
    expect(officer.locator(".app-hiding mark")).to_have_count(4)
    officer.locator(PROPOSED % "70-A1 234.56").get_by_role("button", name="Che").click()
    expect(officer.locator("#question")).to_have_value(BODY.replace("70-A1 234.56", "[đã ẩn biển số xe]"))
    expect(officer.locator("#title")).to_have_value("Xe đỗ chắn lối vào")
    post = officer.locator(PROPOSED % "0276 3812 345")
    post.locator("summary").click()
    post.locator("input").fill("Số của bốt trực, ai cũng biết.")
    post.get_by_role("button", name="Ghi lý do").click()
    expect(officer.locator("section", has_text="Số của bốt trực, ai cũng biết.").last).to_be_visible()
    officer.get_by_role("button", name="Che tất cả").click()
    expect(officer.locator("#proposals")).to_have_count(0)
    expect(officer.locator("#question")).to_have_value(
        "Tôi là [đã ẩn tên], xe [đã ẩn biển số xe] đỗ chắn lối vào. "
        "Gọi [đã ẩn số điện thoại] hoặc bốt trực 0276 3812 345 giúp tôi."
    )


def test_it_publishes_hidden_words_and_a_covered_picture(
    citizen: Window, staff: Staff, demo: LivePortal
) -> None:
    reference, code = sent(citizen)
    route(staff("coordinator"), reference)
    officer, leader = staff("officer"), staff("leader")
    answer(officer, reference)
    issue(leader, reference)
    here = f"/desk/cases/{reference}/publication"
    officer.goto(here)
    hide_words(officer)
    officer.get_by_role("button", name="Lưu, chưa trình").click()
    officer.get_by_role("link", name="Che và chọn ảnh này").click()
    draw(officer)
    assert barriers(officer) == []
    officer.locator("#alternative").fill("Một chiếc xe chắn lối vào")
    officer.get_by_role("button", name="Che và lưu ảnh").click()
    expect(officer.locator("main")).to_contain_text("Công khai, 1 ô đen")
    assert barriers(officer) == []
    officer.get_by_role("button", name="Lưu và trình duyệt").click()
    leader.goto(here)
    expect(leader.locator("main")).to_contain_text("Số của bốt trực, ai cũng biết.")
    leader.get_by_role("button", name="Công khai", exact=True).click()
    leader.get_by_role("link", name="Xem trên trang công khai").wait_for()
    citizen.goto(f"/answers/{reference}")
    picture = citizen.get_by_role("img", name="Một chiếc xe chắn lối vào")
    shown = citizen.request.get(picture.get_attribute("src") or "")
    image = Image.open(BytesIO(shown.body())).convert("L")
    assert [image.getpixel(dot) for dot in ((10, 10), (390, 290))] == [230, 230]
    assert max(image.crop((110, 85, 290, 215)).tobytes()) <= 12
    # The sender reads every word of their own.
    enter_case(citizen, reference, code)
    expect(citizen.locator("main")).to_contain_text("0912.000.345")
