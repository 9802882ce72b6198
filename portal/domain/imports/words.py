"""Why a file, a column or a cell is not taken, in words that say what to do; {detail} is a line, header or sheet."""

from portal.domain.imports.fields import Field
from portal.domain.imports.mapping import MappingProblem, MappingTrouble
from portal.domain.imports.reasons import Reason, RowError
from portal.domain.imports.tables import TableTrouble, UnreadableTable
from portal.domain.wording import Language

TROUBLES: dict[TableTrouble, tuple[str, str]] = {
    TableTrouble.EMPTY: ("Tệp không có nội dung.", "The file is empty."),
    TableTrouble.BINARY: (
        "Tệp không phải bảng tính hay văn bản. Xin chọn tệp XLSX hoặc CSV.",
        "The file is neither a workbook nor text. Choose an XLSX or CSV file.",
    ),
    TableTrouble.MARKUP: (
        "Tệp là trang web hoặc XML mang đuôi của Excel. Xin mở bằng Excel rồi lưu thành .xlsx.",
        "The file is a web page or XML under the name of a workbook. Open it in Excel and save it as .xlsx.",
    ),
    TableTrouble.OLD_WORKBOOK: (
        "Tệp ở định dạng Excel cũ (.xls). Xin mở bằng Excel rồi lưu thành .xlsx.",
        "The file is in the old Excel format (.xls). Open it in Excel and save it as .xlsx.",
    ),
    TableTrouble.PASSWORD: (
        "Tệp có mật khẩu. Xin bỏ mật khẩu rồi tải lên lại.",
        "The file has a password. Take the password off and upload it again.",
    ),
    TableTrouble.MACROS: (
        "Tệp chứa macro nên không được nhận. Xin lưu thành .xlsx (không có macro).",
        "The file holds macros and is not taken. Save it as .xlsx (without macros).",
    ),
    TableTrouble.OTHER_DOCUMENT: (
        "Tệp là tài liệu khác, không phải bảng tính XLSX.",
        "The file is some other document, not an XLSX workbook.",
    ),
    TableTrouble.DAMAGED: (
        "Tệp bị hỏng, không đọc được. Xin xuất lại từ phần mềm một cửa.",
        "The file is damaged. Export it again from the one-stop software.",
    ),
    TableTrouble.TOO_LARGE: (
        "Tệp bung ra quá lớn nên không được đọc.",
        "The file unpacks to more than is read.",
    ),
    TableTrouble.ENCODING: (
        "Dòng {detail} có ký tự không đọc được. Xin lưu tệp ở bảng mã UTF-8.",
        "Line {detail} has characters that cannot be read. Save the file as UTF-8.",
    ),
    TableTrouble.QUOTES: (
        "Dấu ngoặc kép ở dòng {detail} không khép lại đúng chỗ.",
        "The quotation marks in line {detail} are not closed where they should be.",
    ),
    TableTrouble.LONG_LINE: ("Dòng {detail} dài bất thường.", "Line {detail} is too long."),
    TableTrouble.NOT_A_TABLE: (
        "Không tìm thấy bảng trong tệp: cần một dòng tiêu đề cột trong 20 dòng đầu.",
        "There is no table in the file: a line of column headers is needed among the first 20.",
    ),
    TableTrouble.HEADER_TWICE: (
        "Tiêu đề cột “{detail}” xuất hiện hai lần. Xin đổi tên một cột.",
        "The column header “{detail}” stands there twice. Rename one of the columns.",
    ),
    TableTrouble.TOO_MANY_COLUMNS: ("Bảng có quá nhiều cột.", "The table has too many columns."),
    TableTrouble.TOO_MANY_ROWS: (
        "Bảng có hơn {detail} dòng. Xin chia thành nhiều tệp.",
        "The table has more than {detail} rows. Split it into several files.",
    ),
    TableTrouble.MERGED_ALL_OVER: (
        "Bảng có quá nhiều ô gộp. Xin bỏ gộp ô rồi tải lên lại.",
        "The table has too many merged cells. Unmerge them and upload the file again.",
    ),
    TableTrouble.HIDDEN_SHEET: (
        "Dữ liệu chỉ nằm trong trang tính ẩn “{detail}”. Xin bỏ ẩn trang tính đó.",
        "The only data are on the hidden sheet “{detail}”. Unhide that sheet.",
    ),
    TableTrouble.NO_ROWS: (
        "Bảng chỉ có dòng tiêu đề (dòng {detail}), không có dòng dữ liệu nào.",
        "The table has a line of headers (line {detail}) and no rows.",
    ),
}

REASONS: dict[Reason, tuple[str, str]] = {
    Reason.FORMULA: ("ô chứa công thức, xin dán giá trị", "the cell holds a formula; paste its value"),
    Reason.MERGED: ("ô nằm trong vùng gộp ô, xin bỏ gộp", "the cell is merged with others; unmerge it"),
    Reason.CELL_ERROR: ("ô báo lỗi của bảng tính", "the cell shows an error of the spreadsheet"),
    Reason.TOO_LONG: ("nội dung quá dài", "the content is too long"),
    Reason.MISSING: ("thiếu giá trị bắt buộc", "a required value is missing"),
    Reason.SURPLUS: (
        "dòng có nhiều ô hơn dòng tiêu đề, có thể lệch cột",
        "the line has more cells than there are headers; the columns may have slipped",
    ),
    Reason.CODE_SHAPE: (
        "mã không đúng dạng (chữ, số, dấu chấm, gạch, tối đa 64 ký tự)",
        "not the form of a code (letters, digits, dots, dashes, at most 64)",
    ),
    Reason.TWICE: (
        "mã này đã có ở dòng {first_line}",
        "this code stands in line {first_line} already",
    ),
    Reason.NOT_A_DATE: ("không phải ngày, giờ", "not a date or time"),
    Reason.NO_SUCH_DAY: ("ngày không có thật", "there is no such day"),
    Reason.MONTH_AND_DAY: (
        "có vẻ ghi tháng trước ngày; cần ngày/tháng/năm",
        "the month seems to come before the day; day/month/year is needed",
    ),
    Reason.FAR_OFF: ("năm ngoài khoảng 1990–2100", "the year is not between 1990 and 2100"),
    Reason.FUTURE: ("ngày ở tương lai", "lies in the future"),
    Reason.BEFORE_RECEIVED: ("trước ngày tiếp nhận", "is before the day of receipt"),
    Reason.NOT_A_NUMBER: ("không phải số nguyên từ 0 đến 100", "not a whole number from 0 to 100"),
    Reason.NOT_YES_NO: ("chỉ nhận “có” hoặc “không”", "only yes or no is taken"),
    Reason.NOT_A_TERM: (
        "không phải thời hạn, ví dụ “05 ngày làm việc”, “4 giờ làm việc”",
        "not a time such as “05 ngày làm việc” or “4 giờ làm việc”",
    ),
    Reason.NOT_STEPS: (
        "không đúng dạng “tên bước: thời gian; tên bước: thời gian”",
        "not of the form “step: time; step: time”",
    ),
    Reason.NOT_A_CHANNEL: (
        "không rõ hình thức (trực tiếp, trực tuyến một phần hoặc toàn trình, bưu chính công ích)",
        "not a known way (at the counter, online in part or in full, by post)",
    ),
    Reason.WHICH_ONLINE: (
        "chưa rõ trực tuyến một phần hay toàn trình",
        "online in part or in full? the procedure does not tell",
    ),
    Reason.NOT_A_LEVEL: ("không rõ mức độ trực tuyến", "not a known online level"),
    Reason.NOT_AN_APPLICANT: ("không rõ là cá nhân hay tổ chức", "neither a person nor an organisation"),
    Reason.PHONE: ("không phải số điện thoại", "not a phone number"),
    Reason.EMAIL: ("không phải địa chỉ thư điện tử", "not an e-mail address"),
    Reason.UNKNOWN_PROCEDURE: (
        "mã thủ tục chưa có trong danh mục",
        "the procedure is not in the catalogue",
    ),
    Reason.UNKNOWN_UNIT: ("mã đơn vị không có trong hệ thống", "there is no unit with this code"),
}

MAPPING_TROUBLES: dict[MappingTrouble, tuple[str, str]] = {
    MappingTrouble.NOT_JSON: ("Bảng ghép cột không phải JSON.", "The mapping is not JSON."),
    MappingTrouble.SHAPE: (
        'Bảng ghép cột phải có dạng {{"columns": {{trường: tiêu đề}}}}.',
        'The mapping must have the form {{"columns": {{field: header}}}}.',
    ),
    MappingTrouble.DATE_ORDER: (
        "Thứ tự ngày tháng chỉ nhận “dmy” hoặc “mdy”.",
        "The order of dates is either “dmy” or “mdy”.",
    ),
    MappingTrouble.UNKNOWN_FIELD: ("Không có trường “{field}”.", "There is no field “{field}”."),
    MappingTrouble.NO_SUCH_HEADER: (
        "Tệp không có cột “{header}” (cho “{field}”).",
        "The file has no column “{header}” (for “{field}”).",
    ),
    MappingTrouble.HEADER_TWICE: (
        "Cột “{header}” được ghép cho hai trường.",
        "The column “{header}” is given to two fields.",
    ),
    MappingTrouble.FIELD_MISSING: (
        "Chưa chọn cột cho trường bắt buộc “{field}”.",
        "No column is chosen for the required field “{field}”.",
    ),
}


def trouble_words(trouble: UnreadableTable, language: Language = "vi") -> str:
    """Why a whole file is refused, as a sentence."""
    return TROUBLES[trouble.code][language == "en"].format(detail=trouble.detail)


def reason_words(error: RowError, language: Language = "vi") -> str:
    """Why a cell is wrong, as half a sentence."""
    return REASONS[error.reason][language == "en"].format(first_line=error.first_line)


def field_words(field: Field, language: Language = "vi") -> str:
    """What a field is called."""
    return field.english if language == "en" else field.vietnamese


def mapping_words(problem: MappingProblem, fields: tuple[Field, ...], language: Language = "vi") -> str:
    """What is wrong with a mapping, as a sentence."""
    titles = {field.name: field_words(field, language) for field in fields}
    sentence = MAPPING_TROUBLES[problem.code][language == "en"]
    return sentence.format(field=titles.get(problem.field, problem.field), header=problem.header)
