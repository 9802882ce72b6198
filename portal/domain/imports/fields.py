"""The fields of dossiers and procedures, and what their columns are called in the files of the offices."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from portal.domain.text import folded_words


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name, whether a file must have it, its title for people, and other names of its column.

    The other names are parted by semicolons and come in the order of their weight: where a file has two of them, the
    earlier one is the field.
    """

    name: str
    required: bool
    vietnamese: str
    english: str
    names: str = ""

    @property
    def folded_names(self) -> tuple[str, ...]:
        """Every name of its column, folded."""
        others = [each for each in self.names.split("; ") if each]
        return tuple(folded(each) for each in (self.vietnamese, self.english, self.name, *others))


def folded(header: str) -> str:
    """A header as it is compared: "Mã hồ sơ (*)" becomes "ma ho so"."""
    return _folded(header)


@lru_cache(maxsize=4096)
def _folded(header: str) -> str:
    outside = header.split("(", maxsplit=1)[0]
    return " ".join(folded_words(outside) or folded_words(header))


def recogniser(fields: Sequence[Field]) -> Callable[[Sequence[str]], int]:
    """A count of the fields that texts are names of, for telling headers from what stands above them."""
    owner = {name: field.name for field in fields for name in field.folded_names}

    def known(texts: Sequence[str]) -> int:
        return len({owner[folded(text)] for text in texts if folded(text) in owner})

    return known


DOSSIER_FIELDS = (
    Field(
        "code",
        True,
        "Mã hồ sơ",
        "Dossier code",
        "Số hồ sơ; Mã số hồ sơ; Số biên nhận; Mã biên nhận; Mã số biên nhận; Code; Mã HS; Số HS",
    ),
    Field(
        "procedure_code",
        True,
        "Mã thủ tục",
        "Procedure code",
        "Mã TTHC; Mã thủ tục hành chính; Mã số TTHC; Mã số thủ tục; Mã dịch vụ công; TTHC; Thủ "
        "tục hành chính; Thủ tục; Procedure",
    ),
    Field(
        "unit_code",
        False,
        "Mã đơn vị",
        "Unit code",
        "Mã đơn vị giải quyết; Mã cơ quan; Mã phòng ban; Mã đơn vị xử lý; Unit",
    ),
    Field(
        "counter",
        False,
        "Quầy tiếp nhận",
        "Counter",
        "Nơi tiếp nhận; Bộ phận tiếp nhận; Điểm tiếp nhận; Quầy; Đơn vị tiếp nhận",
    ),
    Field(
        "applicant_name",
        False,
        "Người nộp hồ sơ",
        "Applicant",
        "Chủ hồ sơ; Tên chủ hồ sơ; Họ tên người nộp; Họ và tên người nộp; Người nộp; Tên cá nhân, "
        "tổ chức; Tổ chức, cá nhân; Cá nhân, tổ chức; Tên người nộp; Họ và tên; Họ tên; Tên tổ "
        "chức, cá nhân; Applicant name",
    ),
    Field(
        "applicant_kind",
        False,
        "Đối tượng",
        "Applicant kind",
        "Loại đối tượng; Đối tượng nộp; Loại chủ hồ sơ; Loại người nộp",
    ),
    Field(
        "phone",
        False,
        "Số điện thoại",
        "Phone",
        "Điện thoại; Điện thoại liên hệ; SĐT; Số điện thoại liên hệ; Di động; Phone number; Applicant phone",
    ),
    Field(
        "email",
        False,
        "Thư điện tử",
        "E-mail",
        "Email; Địa chỉ email; Địa chỉ thư điện tử; Applicant email; Hộp thư",
    ),
    Field(
        "address",
        False,
        "Địa chỉ",
        "Address",
        "Địa chỉ liên hệ; Địa chỉ người nộp; Applicant address; Địa chỉ chủ hồ sơ; Địa chỉ thường trú",
    ),
    Field(
        "received",
        True,
        "Ngày tiếp nhận",
        "Received",
        "Ngày nhận; Thời gian tiếp nhận; Thời điểm tiếp nhận; Ngày giờ tiếp nhận; Ngày nhận hồ "
        "sơ; Ngày tiếp nhận hồ sơ; Received at; Received on; Ngày nộp; Ngày nộp hồ sơ; Received "
        "date; Date received",
    ),
    Field(
        "due",
        False,
        "Ngày hẹn trả",
        "Due",
        "Ngày hẹn trả kết quả; Hẹn trả; Hạn trả; Hạn xử lý; Hạn giải quyết; Thời hạn trả; Thời "
        "gian hẹn trả; Ngày hẹn; Hạn trả kết quả; Due on; Due date; Ngày hẹn trả KQ; Due at",
    ),
    Field(
        "finished",
        False,
        "Ngày kết thúc xử lý",
        "Finished",
        "Ngày hoàn thành; Ngày có kết quả; Thời gian kết thúc; Ngày kết thúc; Ngày giải quyết; "
        "Ngày xử lý xong; Ngày hoàn thành xử lý; Finished at; Finished on; Finished date",
    ),
    Field(
        "returned",
        False,
        "Ngày trả kết quả",
        "Returned",
        "Ngày trả; Thời gian trả kết quả; Ngày trả thực tế; Ngày nhận kết quả; Returned at; "
        "Returned on; Returned date; Ngày trả KQ",
    ),
    Field(
        "updated",
        False,
        "Ngày cập nhật",
        "Updated",
        "Ngày cập nhật phần mềm; Thời gian cập nhật; Ngày cập nhật kết quả; Cập nhật lúc; Ngày "
        "cập nhật hệ thống; Updated at; Updated on; Updated date; Updated in system",
    ),
    Field(
        "channel_in",
        False,
        "Hình thức tiếp nhận",
        "Channel in",
        "Hình thức nộp; Hình thức nộp hồ sơ; Kênh tiếp nhận; Kênh nộp; Cách nộp; Nguồn tiếp nhận",
    ),
    Field(
        "channel_out",
        False,
        "Hình thức trả kết quả",
        "Channel out",
        "Hình thức trả; Hình thức nhận kết quả; Hình thức nhận; Cách trả kết quả; Kênh trả",
    ),
    Field(
        "supplement_requests",
        False,
        "Số lần yêu cầu bổ sung",
        "Supplement requests",
        "Số lần bổ sung; Số lần bổ sung hồ sơ; Yêu cầu bổ sung; Lần bổ sung; Supplements; Supplement count",
    ),
    Field(
        "stopped_on",
        False,
        "Ngày dừng giải quyết",
        "Stopped on",
        "Ngày dừng xử lý; Ngày dừng; Ngày thông báo dừng; Ngày dừng giải quyết hồ sơ",
    ),
    Field("stop_reason", False, "Lý do dừng giải quyết", "Stop reason", "Lý do dừng; Lý do dừng xử lý"),
)

PROCEDURE_FIELDS = (
    Field(
        "code",
        True,
        "Mã thủ tục",
        "Procedure code",
        "Mã TTHC; Mã thủ tục hành chính; Mã số TTHC; Mã số thủ tục; Mã số",
    ),
    Field(
        "name",
        True,
        "Tên thủ tục",
        "Name",
        "Tên TTHC; Tên thủ tục hành chính; Thủ tục hành chính; Procedure name; Thủ tục",
    ),
    Field("field", False, "Lĩnh vực", "Field", "Tên lĩnh vực"),
    Field(
        "unit_code",
        True,
        "Mã đơn vị",
        "Unit code",
        "Mã đơn vị giải quyết; Mã cơ quan thực hiện; Mã đơn vị thực hiện; Unit",
    ),
    Field(
        "committed",
        True,
        "Thời hạn cam kết",
        "Committed time",
        "Thời gian cam kết; Thời hạn giải quyết; Thời gian giải quyết; Thời gian thực hiện; Thời "
        "hạn giải quyết cam kết; Thời gian giải quyết cam kết; Thời gian sau cắt giảm",
    ),
    Field(
        "committed_unit",
        False,
        "Đơn vị thời gian cam kết",
        "Committed unit",
        "Đơn vị tính; Đơn vị thời gian; Đơn vị tính thời gian",
    ),
    Field(
        "legal",
        False,
        "Thời hạn theo quy định",
        "Legal time",
        "Thời gian theo quy định; Thời hạn quy định; Thời gian quy định; Thời hạn giải quyết theo "
        "quy định; Thời gian giải quyết theo quy định",
    ),
    Field("legal_unit", False, "Đơn vị thời gian theo quy định", "Legal unit"),
    Field(
        "online_level",
        False,
        "Mức độ trực tuyến",
        "Online level",
        "Mức độ dịch vụ công; Mức độ DVC; Mức độ; Mức độ dịch vụ công trực tuyến; Dịch vụ công trực tuyến",
    ),
    Field("postal", False, "Bưu chính công ích", "Postal", "BCCI; Qua bưu chính công ích; Dịch vụ BCCI"),
    Field("steps", False, "Các bước thực hiện", "Steps", "Các bước; Trình tự thực hiện; Quy trình nội bộ"),
    Field("posted_where", False, "Nơi niêm yết", "Posted where", "Niêm yết; Nơi công khai; Công khai tại"),
    Field("updated_on", False, "Ngày cập nhật", "Updated on", "Cập nhật ngày; Ngày công bố"),
)
