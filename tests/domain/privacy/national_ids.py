"""Numbers of identity cards in the ways people here write them."""

NATIONAL_IDS = (
    # twelve digits, with a keyword
    "Tôi là công dân có CCCD số «id 079085012345» cấp ngày 20/11/2021.",
    "Số căn cước công dân: «id 001 190 012 345».",  # groups of three
    "Thẻ căn cước «id 079.085.012.345» của tôi đã hết hạn.",  # dots
    "CCCD: «id 0790-8501-2345»",  # groups of four, dashes
    "cccd «id 075085012345» ho khau thuong tru xa Thanh Binh",  # without accents
    "Số định danh cá nhân của cháu là «id 075215001234».",  # a child's: born in this century
    "Mã định danh «id 092301004567» tra trên hệ thống không ra.",
    "số cc «id 075 085 012 345»",  # short for căn cước
    "Can cuoc cong dan so: «id 075190004321», cap tai Cuc Canh sat QLHC",
    "CCCD «id 0 7 5 0 8 5 0 1 2 3 4 5»",  # digit by digit
    "ID: «id 001190012345»",  # in English
    "CCCD số «id 0750\u00a08501\u00a02345»",  # non-breaking spaces
    "Căn cước: «id 075085\n012345»",  # broken at the end of a line
    "CCCD «id 0750850 12345»",  # full-width
    "Căn cước «id 075\u200b085\u200b012\u200b345» do Bộ Công an cấp.",  # zero-width spaces
    "Số CCCD của tôi là «id không bảy năm không tám năm không một hai ba bốn năm».",  # in words
    "CCCD «id O75085O12345»",  # the letter for zero
    "Mã số thuế cá nhân trùng số căn cước «id 075085012345» nhưng hệ thống báo lỗi.",
    "Tài khoản VNeID «id 075085012345» của tôi bị khóa.",
    # nine digits, with a keyword
    "CMND số «id 285123456» do Công an tỉnh cấp ngày 01/02/2010.",
    "Số CMT cũ: «id 012 345 678».",
    "chung minh nhan dan «id 285.123.456»",
    "Giấy chứng minh nhân dân số: «id 331234567».",
    "CMTND «id 023456789», nay đã đổi sang căn cước «id 079085012345».",  # old and new
    # no keyword at all
    "Tôi tên Hoa, «id 075185012345», xin hỏi về hồ sơ đất.",
    "Người ủy quyền: bà Tư («id 285123456»).",
    "Hai con tôi: «id 075215001234» và «id 075318005678».",
    "- Lê Thị Bảy, sinh 1985, «id 075185000123», ấp Thanh Tân",
    # found while the detectors were built
    "CCCD/CMND: «id 075085012345»",
    "Căn cước công dân số «id 075085012345», số điện thoại «phone 0912345678»",
    "CMND «id 285123456» cấp năm 2010 tại Bình Dương",
    "cmnd số:«id 285123456»",
    "số «id 075085012345» (CCCD)",
    "Hai số CCCD «id 075085012345», «id 075185054321» bị trùng.",
    "CCCD «id 075.085.012345»",
    "cccd so «id 075 085 012 345», sdt «phone 0912 345 678»",
    "Số CCCD «id 075085012345» - SĐT «phone 0912345678» - STK «bank 0071000123456» VCB",
    "Số căn cước công dân của chồng tôi là «id 075-085-012-345».",
    "chứng minh số «id 285 123 456»",
    "CCCD số: «id 0 7 5 0 8 5 0 1 2 3 4 5»;",
    "thẻ CC số «id 075085012345»",
    "Giấy CMND số «id 285123456» hết hạn",
    "ĐDCN «id 075085012345»",
    "1. «id 075085012345»\n2. «id 075085012346»",
    "CCCD «id 075085O12345»",
    "Số CCCD là «id 075/085/012345»",
    "Số CCCD «id 075 085 012 345» cấp 20/11/2021",
    "CCCD «id 075,085,012,345»",
    "CCCD «id 075_085_012_345»",
    "CMND «id 28 51 23 456»",
    "cmnd: «id hai tám năm một hai ba bốn năm sáu»",
    "số định danh «id 075085012345», mã hồ sơ 000.00.18.H19-261120-0012, ngày 20/11/2026",
    "Công dân «id 075085012345» khiếu nại",
    "«id 075085012345»",
    "«id 285123456»",
    "(CCCD: «id 075085012345»)",
    "CCCD:«id 075085012345»/CMND:«id 285123456»",
    "«id 075085012345»_«id 075085012346»",
    "Nộp phạt 12.500.000đ theo QĐ 123/QĐ-XPHC, CMND «id 285123456»",
    # everything in one sentence
    "Tôi, Lê Văn B, CCCD «id 075085012345», HKTT: «address số 12 đường Lê Lợi», SĐT «phone 0912345678», "
    "email «email b@gmail.com», xe «plate 61C1-123.45», STK «bank 0071000123456» VCB, MST «tax 8012345678»",
)
