"""Addresses of electronic mail in the ways people here write them."""

EMAILS = (
    # as they are
    "Email của tôi: «email nguyenvanhung85@gmail.com».",
    "Gửi kết quả về «email hoa.le@yahoo.com.vn» giúp tôi.",
    "Thư điện tử: «email tran_van-nam+phananh@outlook.com», xin cảm ơn.",
    "«email LETHIHOA@GMAIL.COM»",  # capitals
    "Mail <«email hoa@thanhbinh.edu.vn»>",
    "Cán bộ dùng hộp thư «email nvnam@binhan.gov.vn» trả lời tôi.",
    "Tôi gửi từ «email 0912345678@gmail.com».",  # a phone number as a name
    "Viết cho em (mailto:«email em.trang@icloud.com») nhé.",
    "Gửi «email a.hung@gmail.com»,«email b.lan@gmail.com».",  # a list
    "email:«email hung1985@gmail.com», sdt:«phone 0912345678»",
    "Liên hệ «email hung@cong-ty-dien.com.vn».",
    "hộp thư «email nguyễnvănhùng@gmail.com»",  # with accents, as some do
    # spaces
    "Email «email hung85 @ gmail.com» ạ.",
    "Email «email hung85@ gmail . com» ạ.",
    "Email «email nguyen.van.hung @gmail. com», mong phản hồi.",
    "Email: «email hung85@gmail.\ncom»",  # broken at the end of a line
    "Email «email hung85\u200b@gmail.com»",  # a zero-width space
    "Email «email hung85＠gmail．com»",  # full-width signs
    # the sign in words or brackets
    "Mail em là «email hung85 a còng gmail chấm com».",
    "mail «email hung85 a cong gmail cham com» nha",
    "«email hung85(a)gmail.com»",
    "Thư: «email hung85[at]gmail.com»",
    "Thư: «email hung85 (at) gmail (dot) com»",
    "Write to «email hung85 at gmail dot com», please.",
    "Email «email hung85 at gmail.com»",
    "email «email hung85 @ gmail chấm com»",
    "Gmail: «email le.hoa acòng gmail.com»",
    "Email «email lehoa{at}yahoo.com»",
    "Email: «email hoa chấm lê a còng gmail chấm com» (viết liền không dấu)",
    # typing slips
    "Email «email hung85@gmail,com»",  # a comma for the dot
    "Email «email hung85@gmail»",  # the end forgotten
    "Email «email hung85@gmailcom»",  # the dot forgotten
    # found while the detectors were built
    "Gửi về: «email hung.nguyen@binhan.gov.vn».Cảm ơn",
    "email: «email hung_85@yahoo.com»; sđt «phone 0912345678»",
    "«email hung85 @gmail.com» là mail tôi",
    "mail: «email hung85 (a còng) gmail (chấm) com»",
    "mail: «email hung85 @ gmail . com . vn»",
    "Email: «email hung85＠gmail.com»",
    "«email hung85 AT gmail DOT com»",
    "«email hung85{a}gmail.com»",
    "mail «email nguyenvanhung85 a còng yahoo chấm com chấm vn» nhé",
    "(«email hung@gmail.com»)",
    "“«email hung@gmail.com»”",
    "email «email hung@mail.binhan.example» không nhận được",
    "email «email hung85 a còng gmail.com»",
    "email: «email hung.85 at yahoo chấm com»",
    "Mail của em: «email hung85@gmail.com». ",
    "email «email hung85[a]gmail[.]com»",
    "email «email hung85 [at] gmail [dot] com»",
    "email «email hung85<at>gmail.com»",
    "email «email hung85 a-còng gmail chấm com»",
    "email «email hung85 @ còng gmail chấm com»",
    "email «email hung85(@)gmail.com»",
    "email «email hung85 ( a ) gmail.com»",
    "Email: «email HUNG85@GMAIL.COM».",
    "gửi mail «email hung_nguyen-85@sub.domain.co.uk»",
    "email «email hung85 @ gmail .com»",
    "email «email hung85@ gmail.com»",
    "email «email hung85@gmail .com»",
    "email\n«email hung85@gmail.com»\nsđt\n«phone 0912345678»",
    "e-mail:«email hung85@\ngmail.com»",
    "«email hung+tag@gmail.com»,«email b@c.vn»",
    "acong: «email h.nguyen acong gmail.com»",
)
