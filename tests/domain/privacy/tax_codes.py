"""Tax codes in the ways people here write them."""

TAX_CODES = (
    "Mã số thuế: «tax 0312345678».",
    "MST «tax 0312345678-001» (chi nhánh).",
    "mst «tax 8012345678» cua toi bi khoa",  # a person's
    "Mã số thuế cá nhân «tax 8123456789» của tôi bị trùng.",
    "MST: «tax 37 0123 4567»",  # groups
    "Hộ kinh doanh Lê Thị Hoa, mã số thuế «tax 3701234567-002».",
    "ma so thue «tax 3701.234.567»",
    "Tax code «tax 0101243150»",
    "Mã số doanh nghiệp «tax 3701234567» do Phòng Đăng ký kinh doanh cấp.",
    "MST cá nhân: «tax 8 012 345 678»",
    "Tôi tra cứu mã thuế «tax 3701234567» không thấy nợ.",
    "MST «tax 3701234567 - 001»",  # spaces around the dash
    "Hóa đơn ghi sai MST «tax 3701\u00a0234\u00a0567».",
    "Cửa hàng có MST «tax 0312345678» nhưng không xuất hóa đơn.",
    # found while the detectors were built
    "mst: «tax 0312345678 - 001»",
    "Số ĐKKD/MST: «tax 3701234567»",
    "mã số thuế hộ kinh doanh của tôi là «tax 8123456789»",
    "MST «tax 3701234567», SĐT «phone 0912345678»",
    "giấy chứng nhận đăng ký doanh nghiệp số «tax 3701234567»",
    "Mã số thuế «tax 0312345678»; mã KH PB01010012345",
    "«tax 0101243150-001» là chi nhánh",
    "mst «tax 0312345678».",
    "MST: «tax 031.234.5678»",
    "Mã số thuế «tax 0312345678»",
    "mã số thuế cá nhân (MST): «tax 8012345678»",
    "MSDN «tax 3701234567»",
    "mã số thuế là «tax 3701234567», địa chỉ «address số 5 đường Lê Lợi»",
    "Mã số thuế: «tax 3 7 0 1 2 3 4 5 6 7»",
)
