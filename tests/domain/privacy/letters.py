"""Whole letters of several paragraphs, as they come in."""

from tests.domain.privacy.marked import Row

POWER = """Kính gửi Sở Công Thương tỉnh Bình An,

Tôi tên là «name Trần Thị Ngọc Mai», sinh năm 1979, CCCD số «id 075179004321» do Cục Cảnh sát QLHC về TTXH cấp
ngày 12/08/2021. Hiện ngụ tại «address số 114/2 đường Lê Hồng Phong, tổ 3, khu phố 2», phường Tân Phú.

Ngày 03/11/2026 Điện lực cắt điện nhà tôi (mã khách hàng PB01010012345) dù tôi đã nộp 1.285.000 đồng qua tài khoản
«bank 0071000456789» Vietcombank lúc 09 giờ 15. Tôi gọi tổng đài 1900 1006 ba lần không ai nghe, gọi anh Tuấn tổ
thu tiền «phone 0983 456 712» thì anh bảo chị «name Mai» cứ chờ.

Theo Điều 12 Thông tư 22/2020/TT-BCT thì phải báo trước 24 giờ. Đề nghị Sở xem xét, trả lời qua
«email ngocmai.tran79@gmail.com» hoặc số «phone 0271.3822.456».

Trân trọng,
«name Mai»
"""

DUST = """Kinh gui UBND xa Loc Hung

Toi la «name le van phuc» o «address so 27 to 5 ap Loc An», so dt «phone 0368.112.233». May thang nay xe ben bien so
«plate 93C-045.67» va «plate 61c 123.45» cho dat chay ngay dem, bui mu mit, tre con ho khong ngu duoc.

Hom 20/11/2026 toi ra chan thi tai xe doi danh. Toi co goi 113 luc 22h30. Cong ty cua ho co mst «tax 3701234567»,
nghe noi nop phat 12.500.000d roi van chay. Em gai toi (cmnd «id 285123456») cung bi xe do tong hom 05-10-2026.

Mong xa giai quyet truoc ngay 30/11. Chu «name Phuc» cam on.
"""

LAND = """KÍNH GỬI: TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG

Người làm đơn: «name NGUYỄN HỮU ĐẠT»
Số căn cước: «id 001085 012 345»
Điện thoại: «phone (+84) 903.123.456»  -  Email: «email huudat @ yahoo.com.vn»

Gia đình tôi có «address thửa đất số 123, tờ bản đồ số 45», xã Thanh Bình, diện tích 1.234,5 m2. Ngày 15/01/2026
tôi nộp hồ sơ số 000.00.18.H19-260115-0012, hẹn 20 ngày làm việc. Đến nay đã 90 ngày, cán bộ yêu cầu ông «name Đạt»
bổ sung giấy tờ ba lần, trái với Quyết định 537/QĐ-UBND và Nghị định số 61/2018/NĐ-CP.

Có người tự xưng là cán bộ, dùng số «phone không chín bảy bảy, một hai ba, bốn năm sáu», bảo tôi chuyển 5 triệu vào
STK «bank 1903 3456 789 012» Techcombank để được nhanh. Tôi không chuyển.

Phản ánh trước của tôi là PA-7F3K-92QX. Xin trả lời về
nhà theo địa chỉ: «address 12/3A Trần Hưng Đạo», phường Tân Phú.
"""

ANSWER = """Kính gửi ông «name Đạt»,

Sở Công Thương nhận được phản ánh PA-7F3K-92QX ngày 20/11/2026. Qua xác minh, thông tin về bà «name Nguyễn Hữu Đạt»
là nhầm giới tính trên hệ thống; hồ sơ 000.00.18.H19-260115-0012 được trả trước 26/11/2026.

Mọi thắc mắc xin gọi đường dây nóng 0271 1022 hoặc 1022, trong giờ làm việc 07h30 - 11h30, 13h00 - 17h00 từ thứ Hai
đến thứ Sáu (trừ ngày 24/11). Căn cứ khoản 2 Điều 9 Nghị định số 118/2025/NĐ-CP.
"""

LETTERS: tuple[Row, ...] = (
    ("Trần Thị Ngọc Mai", POWER),
    ("Lê Văn Phúc", DUST),
    ("Nguyễn Hữu Đạt", LAND),
    ("Nguyễn Hữu Đạt", ANSWER),
)
