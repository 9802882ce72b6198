"""Phone numbers in the ways people here write them."""

PHONES = (
    # in one piece, and in every usual grouping
    "Xin gọi lại cho tôi theo số «phone 0912345678», tôi ở nhà cả ngày.",
    "«phone 0912345678» là số của tôi.",  # at the very start
    "Số của tôi: «phone 0912 345 678».",  # as it is said
    "Mong cán bộ gọi «phone 0987.654.321» sau giờ hành chính.",  # dots
    "Liên hệ chị Lan «phone 0903-123-456» để biết thêm.",  # dashes
    "Liên lạc: «phone 0912–345–678» (Zalo).",  # typographic dashes
    "ĐT: «phone 09 12 34 56 78»",  # pairs
    "SĐT «phone 098 765 4321» (gặp vợ tôi).",  # 3-3-4
    "sdt «phone 0912/345/678» gap chu nha",  # slashes
    "sđt «phone 0912,345,678» ạ",  # commas
    "sđt: «phone 0912_345_678»",  # underscores
    "Ai biết xin báo về «phone 0 9 1 2 3 4 5 6 7 8» cho gia đình tôi.",  # digit by digit
    "Số điện thoại «phone 0912    345    678», gọi lúc nào cũng được.",  # many spaces
    "Số em:«phone 0912345678»ạ",  # no spaces around
    "sđt«phone 0912345678»",  # the keyword stuck to it
    "Anh Tư bảo vệ, «phone 0334 567 890», là người chứng kiến vụ việc.",  # new prefixes
    "Chủ trọ tên Bảy (đt «phone 0779.123.456», hay tắt máy) tự ý thu tiền điện giá cao.",
    # with the country's code
    "Gọi «phone +84912345678» nhé.",
    "My phone is «phone +84 912 345 678», please call in the evening.",
    "Số Zalo của em là «phone 84 987 654 321».",  # the plus left out
    "Từ nước ngoài xin gọi «phone 0084 912 345 678».",
    "Điện thoại: «phone (+84) 912 345 678»",
    "Tel: «phone +84 (0)912 345 678»",
    "Em trai tôi bên Hàn Quốc dùng số «phone +82 10 1234 5678», xin gửi tin nhắn.",  # from abroad
    # landlines
    "Máy bàn nhà tôi «phone 0271 3822 333», chiều tối mới có người nghe.",
    "Văn phòng công ty: «phone (0271) 3.822.333».",
    "Số cố định của bố mẹ tôi: «phone 024 3825 1234».",  # two-digit area code, eight digits
    "Fax và điện thoại chung một số «phone 028.38221234».",
    "Đt bàn «phone 3822 333» gọi mãi không ai nhấc máy.",  # within the province
    # keywords
    "Zalo «phone 912 345 678»",  # the leading zero forgotten
    "https://zalo.me/«phone 0912345678»",
    "Hotline của cửa hàng là «phone 0909 888 777» mà gọi không được.",
    "Sim cũ của tôi là «phone 0168 234 5678», nay đổi thành «phone 0368 234 567».",  # eleven digits
    # letters for digits, digits in words
    "sđt «phone O912345678»",  # the letter for the first zero
    "goi so «phone o9o3 12o 456» gap em",
    "Alo cho tôi «phone không chín một hai ba bốn năm sáu bảy tám».",
    "so cua toi la «phone khong chin tam bay sau nam bon ba hai mot» nha",
    "Gọi «phone không 9 một hai 345 sáu bảy tám» giúp tôi.",  # mixed
    "Số tôi là «phone không chín một hai, ba bốn năm, sáu bảy tám» nhé.",  # with pauses
    # what software does to digits
    "Số điện thoại: «phone 0912\u00a0345\u00a0678»",  # non-breaking spaces
    "Gọi «phone 0912\u200b345\u200b678» giúp tôi.",  # zero-width spaces
    "Điện thoại «phone 0912\n345678»",  # broken at the end of a line
    "Số máy «phone 0912345678» luôn mở.",  # full-width digits
    "Gọi em: «phone 0️⃣9️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣»",  # keycaps
    # several at once, beside other numbers
    "Gọi «phone 0912345678» hoặc «phone 0987654321».",
    "Số của hai vợ chồng:\n«phone 0912 345 678»\n«phone 0987 654 321»",
    "Liên hệ «phone 0912.345.678»-«phone 0987.654.321».",
    "Điện thoại «phone 0912 345 678» 9 giờ sáng mới gọi được.",  # a digit right behind
    "Tôi gọi 113 không được nên gọi «phone 0912345678» của anh công an khu vực.",
    "Ngày 20/11/2026 tôi gọi «phone 0271.3822.333» lúc 9 giờ 30 phút.",
    "1. «phone 0912345678» 2. «phone 0987654321» 3. 1022",  # a numbered list
    # found while the detectors were built
    "Gọi số «phone 0912 345 678»/«phone 0987 654 321» đều được.",
    "SĐT: «phone 0912345678»; «phone 0912345679»",
    "«phone 09.12.34.56.78»",
    "«phone 0912-34-56-78» là số chị Sáu",
    "Tel «phone +84-912-345-678»",
    "số zalo «phone không chín 8 bảy 654 321»",
    "gọi «phone không chín không ba một hai ba bốn năm sáu» gặp Tuấn",
    "SDT «phone 0 9 1 2 . 3 4 5 . 6 7 8»",
    "Điện thoại: «phone 0912 345 678»\nĐịa chỉ: «address số 5 đường Lê Lợi», phường Tân Phú",
    "Số điện thoại: «phone 0912\n345\n678»",
    "ĐT/Zalo: «phone 0912.345.678»",
    "đt: «phone 0271.382.2333» (nhà riêng)",
    "Số bàn «phone 02713822333»",
    "Dạ em là Lan ạ «phone 0912345678» em cảm ơn.",
    "Gọi cho bác «phone O912345678»",
    "«phone 0９12 345 678»",
    "sđt:«phone 0912.345.678».",
    "Liên hệ qua số: «phone 0912 345 678».Xin cảm ơn",
    "điện thoại «phone 0912\u00ad345\u00ad678» (ngắt)",
    "«phone (+84)912345678»",
    "«phone +840912345678»",
    "«phone 0084912345678»",
    "Số «phone 0562 345 678» gọi đòi nợ.",
    "Số «phone 0591234567» lạ",
    "gọi số «phone 0912 345 678», lúc 8 giờ 30 ngày 01/02/2026 có 3 người",
    "Số điện thoại của tôi là: «phone không 9 1 2 ba 4 5 sáu 7 8».",
    "sđt: «phone 0912 ba bốn năm 678»",
    "Gọi «phone 091 2345678» nhé",
    "điện thoại số «phone 0912 - 345 - 678»",
    "Sđt e: «phone 0912 . 345 . 678»",
    "Em gọi theo số «phone 0271 222 3344» của trưởng ấp",
    "«phone 0912345678»Nguyễn Văn A",
    "Mọi ý kiến gửi về «phone 0912345678»hoặc 1022",
    "số «phone 0912345678».",
    "Điện thoại (zalo) «phone 0912345678»",
    "Alo «phone 091.234.5678» hay «phone 091.234.5679» đều được",
    "Chuyển khoản Momo «phone 0912345678»",
    "Số điện thoại cá nhân của tôi là «phone 0912.34.56.78» ạ",
    "sđt «phone 0912 34 56 78», «phone 0913 34 56 78», «phone 0914 34 56 78»",
    "Tôi là Tuấn, đt «phone 0912345678»/«phone 0987654321»",
    "Danh sách:\n1) «phone 0912 345 678»\n2) «phone 0912 345 679»\n3) «phone 0912 345 680»",
    "STT 1 «phone 0912345678» STT 2 «phone 0912345679»",
    "gọi vào lúc 8-11h số «phone 0912345678»",
    "sđt «phone không chín một hai ba bốn năm sáu bảy bảy» ai cũng gọi được",
    "SỐ ĐIỆN THOẠI «phone KHÔNG CHÍN MỘT HAI BA BỐN NĂM SÁU BẢY TÁM»",
    "số «phone Không Chín Một Hai Ba Bốn Năm Sáu Bảy Tám»",
    "đt «phone 0chín12345678»",
    "sdt: «phone khong9mothai345678»",
    "số «phone 0912.ba.bốn.năm.678»",
    "điện thoại của tôi «phone không-chín-một-hai-ba-bốn-năm-sáu-bảy-tám»",
    "sdt «phone 0 912 345 678»",
    "sdt «phone (0912) 345 678»",
    "sdt [«phone 0912 345 678»]",
    "sđt «phone 0912 345 678» (Viettel), «phone 0899 345 678» (Mobi)",
    "Số máy «phone 0912 345 67» bị thiếu một số",
    "«phone +84 271 3822 333»",
    "«phone 84.271.3822333»",
    "đt «phone 0912:345:678»",
    "sđt «phone 0912•345•678»",
    "sđt «phone 0912·345·678»",
    "sđt «phone 0912|345|678»",
    "sđt «phone 0912*345*678»",
    "sđt «phone 0912+345+678»",
    "sđt «phone 0912'345'678»",
    "sđt «phone 0912~345~678»",
    "sđt «phone 0912…345…678»",
    "sđt «phone 0912 -- 345 -- 678»",
    "Sđt:«phone 0912\u2060345\ufeff678»",
    "số «phone 0912\u202f345\u202f678»",
    "số «phone 0912\t345\t678»",
    "số «phone 0912\r\n345678»",
    "số «phone 𝟎𝟗𝟏𝟐345678»",
    "số «phone ⓪⑨①②③④⑤⑥⑦⑧»",
    "điện thoại «phone 0912 345 678» - 9 giờ",
    "Gọi «phone O912.345.678» hoặc «phone o987654321»",
    "Làm xong hồ sơ. «phone 0912345678» là số tôi.",
    "Đính kèm hồ sơ «phone 0912345678» nhé",
    "Xin gọi: «phone 0912345678»,cảm ơn",
    "Họ bảo liên hệ số «phone 0271 3822 333» nhưng không ai nghe",
    "Sở Công Thương (điện thoại «phone 0271.3822.111»)",
    "Ngày 5/3 gọi «phone 0912345678», ngày 6/3 gọi «phone 0987654321»",
    "đường dây nóng của tôi «phone 0912 345 678»",
    "gọi anh Tuấn«phone 0912345678»nhé",  # words stuck to it
    "SĐT «phone 0912345678»ĐỊA CHỈ ẤP THANH TÂN",
)
