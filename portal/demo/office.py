"""The units, areas, categories, rules and people of the fictional tỉnh Bình An."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import NAMESPACE_DNS, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.demo.procedures import seed_procedures
from portal.domain.permissions import Role
from portal.domain.states import Level
from portal.domain.terms import term
from portal.models.account import Account
from portal.models.appointment import AppointmentRow
from portal.models.category import Area, Category
from portal.models.routing import RoutingRuleRow
from portal.models.unit import Unit

SINCE = date(2025, 7, 1)
PASSWORD = "phananh-2026"

# code, name, English name, short name, level, parent, symbol
UNITS = (
    (
        "BA",
        "UBND tỉnh Bình An",
        "Bình An Provincial People's Committee",
        "Tỉnh Bình An",
        Level.PROVINCE,
        None,
        "UBND",
    ),
    (
        "SCT",
        "Sở Công Thương",
        "Department of Industry and Trade",
        "Sở Công Thương",
        Level.DEPARTMENT,
        "BA",
        "SCT",
    ),
    ("VP", "Văn phòng Sở", "Office of the Department", "Văn phòng", Level.DIVISION, "SCT", "SCT-VP"),
    (
        "QLTM",
        "Phòng Quản lý thương mại",
        "Trade Division",
        "QL thương mại",
        Level.DIVISION,
        "SCT",
        "SCT-QLTM",
    ),
    (
        "QLNL",
        "Phòng Quản lý năng lượng",
        "Energy Division",
        "QL năng lượng",
        Level.DIVISION,
        "SCT",
        "SCT-QLNL",
    ),
    (
        "QLCN",
        "Phòng Quản lý công nghiệp",
        "Industry Division",
        "QL công nghiệp",
        Level.DIVISION,
        "SCT",
        "SCT-QLCN",
    ),
    (
        "KTAT",
        "Phòng Kỹ thuật an toàn - Môi trường",
        "Safety and Environment Division",
        "KT an toàn",
        Level.DIVISION,
        "SCT",
        "SCT-KTAT",
    ),
    (
        "HCC",
        "Trung tâm Phục vụ hành chính công",
        "Public Administrative Service Centre",
        "TT PVHCC",
        Level.CENTRE,
        "BA",
        "TTPVHCC",
    ),
    ("TB", "UBND xã Thanh Bình", "Thanh Bình Commune", "Xã Thanh Bình", Level.COMMUNE, "BA", "UBND"),
    ("TP", "UBND phường Tân Phú", "Tân Phú Ward", "Phường Tân Phú", Level.COMMUNE, "BA", "UBND"),
    ("LH", "UBND xã Lộc Hưng", "Lộc Hưng Commune", "Xã Lộc Hưng", Level.COMMUNE, "BA", "UBND"),
)

AREAS = (
    ("xã Thanh Bình", ("ấp Thanh Tân", "ấp Bình Hòa", "ấp Suối Đá")),
    ("phường Tân Phú", ("khu phố 1", "khu phố 2", "khu phố Phú Lợi")),
    ("xã Lộc Hưng", ("ấp Hưng Thịnh", "ấp Lộc An", "ấp Đồng Xoài Cũ")),
)

# code, name, English name, what people call it
CATEGORIES = (
    (
        "conduct",
        "Thái độ, tác phong phục vụ",
        "Conduct of staff",
        "cán bộ hách dịch nhũng nhiễu gây phiền hà cửa quyền",
    ),
    (
        "extra_requirements",
        "Đặt thêm điều kiện, giấy tờ ngoài quy định",
        "Requirements beyond the rules",
        "thêm giấy tờ xác nhận đòi hỏi",
    ),
    (
        "one_stop",
        "Hồ sơ tại bộ phận một cửa",
        "One-stop counter dossiers",
        "hồ sơ trễ hẹn trả kết quả chậm hành chính công",
    ),
    (
        "online_services",
        "Dịch vụ công trực tuyến",
        "Online public services",
        "cổng dịch vụ công lỗi mạng VNeID nộp online",
    ),
    (
        "business_licences",
        "Giấy phép kinh doanh",
        "Business licences",
        "đăng ký kinh doanh hộ kinh doanh rượu thuốc lá",
    ),
    ("fuel", "Kinh doanh xăng dầu, khí đốt", "Fuel and gas trade", "cây xăng gas đong thiếu xăng dầu"),
    ("electricity", "Điện lực", "Electricity", "mất điện cúp điện tiền điện điện yếu công tơ đường dây"),
    (
        "markets",
        "Chợ, giá cả, chất lượng hàng hóa",
        "Markets, prices and goods",
        "hàng giả cân thiếu tiểu thương siêu thị",
    ),
    (
        "industrial_safety",
        "An toàn công nghiệp, hóa chất",
        "Industrial safety and chemicals",
        "nhà máy hóa chất cháy nổ",
    ),
    (
        "environment",
        "Môi trường, rác thải, nước thải",
        "Environment and waste",
        "ô nhiễm mùi hôi khói bụi rác nước thải tiếng ồn",
    ),
    ("land", "Đất đai", "Land", "sổ đỏ sổ hồng giấy chứng nhận tách thửa lấn chiếm"),
    ("roads", "Đường sá, giao thông", "Roads and traffic", "ổ gà đèn đường ngập biển báo xe tải"),
    (
        "urban_order",
        "Xây dựng, trật tự đô thị",
        "Building and public order",
        "xây trái phép lấn vỉa hè karaoke",
    ),
    (
        "social_policy",
        "Chế độ, chính sách xã hội",
        "Social policy",
        "bảo trợ trợ cấp hộ nghèo người có công bảo hiểm",
    ),
)

# category, area (or None), unit: rules for one commune stand before those for everybody.
RULES: tuple[tuple[str, str | None, str], ...] = (
    ("electricity", None, "QLNL"),
    ("fuel", None, "QLTM"),
    ("business_licences", None, "QLTM"),
    ("markets", None, "QLTM"),
    ("industrial_safety", None, "KTAT"),
    ("one_stop", None, "HCC"),
    ("online_services", None, "HCC"),
    *(
        (category, area, unit)
        for category in ("environment", "land", "roads", "urban_order", "social_policy")
        for area, unit in (("xã Thanh Bình", "TB"), ("phường Tân Phú", "TP"), ("xã Lộc Hưng", "LH"))
    ),
)


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One member of the demo's staff: who, what they are called, and what they do where."""

    email: str
    name: str
    post: str
    posts: tuple[tuple[str, Role], ...]


def _person(email: str, name: str, post: str, *posts: tuple[str, Role]) -> DemoPerson:
    return DemoPerson(f"{email}@binhan.example", name, post, posts)


PEOPLE = (
    _person("tongdai", "Nguyễn Thị Hạnh", "Nhân viên tổng đài 1022", ("BA", Role.OPERATOR)),
    _person("daumoi", "Trần Văn Khoa", "Chuyên viên đầu mối", ("BA", Role.COORDINATOR)),
    _person("theodoi", "Lê Minh Quang", "Phó Chánh Văn phòng UBND tỉnh", ("BA", Role.OVERSEER)),
    _person("quantri", "Phạm Thu Trang", "Quản trị hệ thống", ("BA", Role.ADMINISTRATOR)),
    _person("niemphong", "Đỗ Thanh Sơn", "Người giữ hồ sơ niêm phong", ("BA", Role.SEALED_CASE_OFFICER)),
    _person("giamdoc", "Võ Thị Mai Lan", "Phó Giám đốc Sở", ("SCT", Role.LEADER)),
    _person("chuyenvien", "Bùi Quốc Huy", "Chuyên viên", ("QLNL", Role.OFFICER)),
    _person("chuyenvien2", "Ngô Thị Bích Ngọc", "Chuyên viên", ("QLNL", Role.OFFICER)),
    _person("lanhdao", "Hoàng Đức Thắng", "Trưởng phòng", ("QLNL", Role.LEADER)),
    _person("qltm", "Đặng Thùy Dương", "Chuyên viên", ("QLTM", Role.OFFICER)),
    _person("qltm.truongphong", "Phan Văn Lộc", "Trưởng phòng", ("QLTM", Role.LEADER)),
    _person("qlcn", "Lý Thành Nam", "Chuyên viên", ("QLCN", Role.OFFICER)),
    _person("qlcn.truongphong", "Huỳnh Kim Oanh", "Trưởng phòng", ("QLCN", Role.LEADER)),
    _person("ktat", "Trịnh Công Danh", "Chuyên viên", ("KTAT", Role.OFFICER)),
    _person("ktat.truongphong", "Mai Xuân Phúc", "Trưởng phòng", ("KTAT", Role.LEADER)),
    _person("vanphong", "Tạ Thị Hồng", "Chuyên viên", ("VP", Role.OFFICER)),
    _person("chanhvanphong", "Vũ Ngọc Ánh", "Chánh Văn phòng Sở", ("VP", Role.LEADER)),
    _person("hcc", "Lâm Thị Tuyết", "Viên chức", ("HCC", Role.OFFICER)),
    _person("hcc.giamdoc", "Dương Văn Bảy", "Giám đốc Trung tâm", ("HCC", Role.LEADER)),
    _person("thanhbinh", "Cao Thị Thắm", "Công chức xã", ("TB", Role.OFFICER)),
    _person("thanhbinh.chutich", "Nguyễn Hữu Tài", "Phó Chủ tịch UBND xã", ("TB", Role.LEADER)),
    _person("tanphu", "Đinh Quang Vinh", "Công chức phường", ("TP", Role.OFFICER)),
    _person("tanphu.chutich", "Lương Thị Thu", "Phó Chủ tịch UBND phường", ("TP", Role.LEADER)),
    _person("lochung", "Hồ Văn Nhân", "Công chức xã", ("LH", Role.OFFICER)),
    _person("lochung.chutich", "Kiều Thị Loan", "Phó Chủ tịch UBND xã", ("LH", Role.LEADER)),
)


def build_office(session: Session, hash_password: Callable[[str], str]) -> None:
    """Write the whole office into a database that has the shipped settings and nobody in it."""
    units = _build_units(session)
    areas = _build_areas(session)
    categories = _build_categories(session)
    session.flush()
    _build_rules(session, units, areas=areas, categories=categories)
    hashed = hash_password(PASSWORD)
    for person in PEOPLE:
        _build_person(session, person, units, hashed=hashed)
    seed_procedures(session)
    session.flush()


def _build_units(session: Session) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for position, (code, name, name_en, short_name, level, parent, symbol) in enumerate(UNITS):
        units[code] = Unit(
            code=code,
            name=name,
            name_en=name_en,
            short_name=short_name,
            level=level,
            parent_id=units[parent].id if parent else None,
            position=position,
            symbol=symbol,
            hotline="0271 1022",
            email=f"{code.lower()}@binhan.example",
            address="Số 1 đường Trung Tâm, phường Tân Phú, tỉnh Bình An",
            valid_from=SINCE,
        )
        session.add(units[code])
        session.flush()
    return units


def _build_areas(session: Session) -> dict[str, Area]:
    areas: dict[str, Area] = {}
    for position, (commune, hamlets) in enumerate(AREAS):
        areas[commune] = Area(name=commune, position=position)
        session.add(areas[commune])
        session.flush()
        for order, hamlet in enumerate(hamlets):
            areas[f"{commune}/{hamlet}"] = Area(name=hamlet, parent_id=areas[commune].id, position=order)
            session.add(areas[f"{commune}/{hamlet}"])
    return areas


def _build_categories(session: Session) -> dict[str, Category]:
    rows = {
        code: Category(code=code, name=name, name_en=name_en, keywords=keywords, position=position)
        for position, (code, name, name_en, keywords) in enumerate(CATEGORIES)
    }
    session.add_all(rows.values())
    return rows


def _build_rules(
    session: Session, units: dict[str, Unit], *, areas: dict[str, Area], categories: dict[str, Category]
) -> None:
    session.add_all(
        RoutingRuleRow(
            position=position * 10,
            unit_id=units[unit].id,
            category_id=categories[category].id,
            area_id=areas[area].id if area else None,
            words=[],
        )
        for position, (category, area, unit) in enumerate(RULES, 1)
    )


def _build_person(session: Session, person: DemoPerson, units: dict[str, Unit], *, hashed: str) -> None:
    begun = datetime(SINCE.year, SINCE.month, SINCE.day, tzinfo=UTC)
    account = Account(
        email=person.email,
        name=person.name,
        post=person.post,
        password=hashed,
        active=True,
        fs_uniquifier=uuid5(NAMESPACE_DNS, person.email).hex,
        confirmed_at=begun,
        create_datetime=begun,
        update_datetime=begun,
    )
    session.add(account)
    session.flush()
    session.add_all(
        AppointmentRow(account_id=account.id, unit_id=units[code].id, role=role, valid_from=SINCE)
        for code, role in person.posts
    )


def is_empty(session: Session) -> bool:
    """Whether nobody has set this installation up yet."""
    return session.scalar(select(Unit.id).limit(1)) is None


# The roles a visitor wants to try, in the order of a case's way.
SHOWN = ("tongdai", "daumoi", "chuyenvien", "lanhdao", "giamdoc", "theodoi", "quantri", "niemphong")


def demo_accounts(session: Session) -> list[str]:
    """A line for each demo account worth trying; nothing when this is no demo office."""
    emails = [person.email for person in PEOPLE if person.email.split("@", maxsplit=1)[0] in SHOWN]
    found = set(session.scalars(select(Account.email).where(Account.email.in_(emails))))
    people = {person.email: person for person in PEOPLE}
    lines = [f"{email:<28} {_roles(people[email])}" for email in emails if email in found]
    return [f"Demo accounts, password {PASSWORD}:", *lines] if lines else []


def _roles(person: DemoPerson) -> str:
    return ", ".join(f"{term(role).lower()} ({code})" for code, role in person.posts)
