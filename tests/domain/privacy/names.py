"""The sender's own name in the ways it turns up in the sender's text."""

HUNG = "Nguyễn Văn Hùng"
HOA = "Lê Thị Hoa"
LONG = "Nguyễn Hoàng Thị Minh Châu"

NAMES = (
    # whole
    (HUNG, "Tôi tên là «name Nguyễn Văn Hùng», ngụ tại xã Thanh Bình."),
    (HUNG, "Toi ten la «name Nguyen Van Hung»."),  # without accents
    (HUNG, "NGƯỜI VIẾT ĐƠN\n«name NGUYỄN VĂN HÙNG»"),  # capitals
    (HUNG, "tôi là «name nguyễn văn hùng» ở ấp thanh tân"),  # small letters
    (HUNG, "Ký tên: «name Nguyễn  Văn\nHùng»"),  # broken at the end of a line
    (HUNG, "Tên tôi: «name Nguyễn\u00a0Văn\u00a0Hùng»."),  # non-breaking spaces
    (HUNG, "My name is «name Hung Nguyen Van»."),  # the given name first
    (HUNG, "Họ và tên: «name Nguyên Văn Hùng»"),  # an accent slipped
    (HUNG, "Chủ xe: «name Nguyễn V. Hùng»"),  # the middle name short
    (HUNG, "Facebook: «name nguyenvanhung»"),  # joined
    ("Nguyen Van Hung", "Tôi tên là «name Nguyễn Văn Hùng»."),  # given without accents, written with
    (LONG, "Người gửi: «name Nguyễn Hoàng Thị Minh Châu»"),
    # family and given name, in either order
    (HUNG, "Tôi là «name Nguyễn Hùng», khu phố 1."),
    (HUNG, "Best regards, «name Hung Nguyen»"),
    (HOA, "Người hỏi: «name LÊ HOA»"),
    (HUNG, "Kính thư, «name Văn Hùng»"),  # middle and given name
    (LONG, "Cháu là «name Minh Châu», học sinh lớp 12."),
    # a given name behind a form of address
    (HUNG, "Cán bộ nói với anh «name Hùng» là hồ sơ thiếu."),
    (HOA, "Họ hẹn chị «name Hoa» tuần sau quay lại."),
    (HOA, "bà «name Hoa» đã nộp đủ giấy tờ"),
    (HUNG, "Ông «name HÙNG» chưa nhận được trả lời."),
    (HOA, "hom qua co «name hoa» len phuong"),  # without accents or capitals
    (HUNG, "Chú «name Hùng» cứ về đi, mai lên."),
    (HUNG, "Em «name Hùng» xin cảm ơn."),
    (HUNG, "bác «name Hùng» ơi, hồ sơ xong rồi"),
    # a given name where people give their names
    (HUNG, "Em tên «name Hùng», công nhân khu công nghiệp."),
    (HOA, "Trân trọng,\n«name Hoa»"),  # a signature alone on its line
    # found together
    (HUNG, "Tôi là «name Nguyễn Văn Hùng». Cán bộ gọi tôi là anh «name Hùng»."),
    # not the sender
    (HOA, "Chợ có bán hoa tươi và hoa khô."),  # a flower
    (HUNG, "Bà mẹ Việt Nam anh hùng được miễn tiền điện."),  # a hero
    (HUNG, "Cán bộ tên Nguyễn Văn Nam tiếp tôi."),  # the same family and middle name
    (HUNG, "Đường Hùng Vương ngập nước."),  # a street
    ("Lê Văn Lợi", "Đường Lê Lợi ngập nước."),  # family and given name in a street
    (HOA, "Ông Hòa trưởng ấp không ký giấy."),  # another name, told by its accent
    ("Trần Văn Ý", "Đề nghị cán bộ chú ý thái độ."),  # a word that happens to fit
    ("Phạm Văn Em", "Anh em công nhân chờ lương ba tháng."),
    ("Võ Văn Sĩ", "Bác sĩ trực không có mặt."),
    (HOA, "Chợ Bà Hoa họp lấn ra đường."),  # a market
    # found while the detectors were built
    ("Nguyễn Văn Hùng", "Tôi, «name Nguyễn Văn Hùng», xin trình bày."),
    ("Nguyễn Văn Hùng", "Trân trọng cảm ơn.\n\nNgười làm đơn\n\n«name Nguyễn Văn Hùng»"),
    ("Nguyễn Văn Hùng", "A. «name Hùng» bên điện lực"),
    ("Nguyễn Văn Hùng", "a «name Hùng» nói vậy"),
    ("Nguyễn Văn Hùng", "«name Hung Van Nguyen» here"),
    ("Nguyễn Văn Hùng", "fb «name NguyenVanHung»"),
    ("Nguyễn Văn Hùng", "Vợ anh «name Hùng» là chị Hoa."),
    ("Nguyễn Văn Hùng", "Mọi người gọi tôi là «name Hùng»."),
    ("Nguyễn Văn Hùng", "Hùng Vương, Hùng Dũng, oai hùng."),
    ("Nguyễn Văn Hùng", "Nguyễn Huệ, Nguyễn Trãi, Văn Lang."),
    ("Nguyễn Văn Hùng", "anh «name Hùng»"),
    ("Nguyễn Văn Hùng", "cháu «name Hùng»"),
    ("Nguyễn Văn Hùng", "ÔNG «name HÙNG» CHƯA NHẬN ĐƯỢC"),
    ("Nguyễn Văn Hùng", "anh hung hao kiet, anh hùng lao động"),
    ("Trần Thị Mai", "Sáng mai em lên, chị «name Mai» chờ nhé. Ngày mai tôi quay lại."),
    ("Lê Thị Thu", "Mùa thu này cô thu ngân thu tiền. Cô «name Thu» trả rồi."),
    ("Lê Thị Thu", "Thuế thu nhập, thu tiền điện"),
    ("Phan Thanh Tùng", "Xã Thanh Bình, Thanh tra tỉnh, ông «name Tùng»"),
    ("Công ty TNHH Điện Bình An", "«name Công ty TNHH Điện Bình An» kính đề nghị tỉnh Bình An."),
    ("Nguyễn Thị Lan Anh", "Tôi tên «name Lan Anh», chị «name Anh» nói với các anh."),
    ("Nguyễn Thị Lan Anh", "chào anh, em là «name Nguyễn Lan Anh»"),
    ("Ông Nguyễn Văn Hùng", "Tôi là «name Nguyễn Văn Hùng»"),
    ("hung", "anh «name Hùng» đây"),
    ("Hoàng Thị Hòa", "bà «name Hoà» kiện"),
    ("Đỗ Đức Đạt", "anh «name Đạt» và «name Do Duc Dat»"),
    ("Vũ Thị Bích Ngọc", "Ngọc ngà hay «name Bích Ngọc» đều là tôi"),
    ("Nguyễn Văn Hùng", "«name Nguyễn Văn Hùng»"),
    ("Nguyễn Văn Hùng", "Người viết: «name N.V. Hùng»"),
    ("Nguyễn Văn Hùng", "«name N V Hùng» ký"),
    ("Nguyễn Văn Hùng", "chú «name Nguyễn Hùng» và bác «person Nguyễn Nam»"),
    ("Nguyễn Văn Hùng", "anh «name Văn Hùng» nói"),
    ("Nguyễn Văn Hùng", "anh «name hùng» ơi"),
    ("Nguyễn Văn Hùng", "toi ten «name hung»"),
    ("Nguyễn Văn Hùng", "Tôi là Nguyễn Văn Hưng"),
    ("Nguyễn Văn Hùng", "Anh Hưng, anh Hừng, chị Hằng"),
    ("Nguyễn Văn Hùng", "«name nguyễn văn hùng»"),
    ("Nguyễn Văn Hùng", "«name Nguyễn\nVăn\nHùng»"),
    ("Nguyễn Văn Hùng", "«name Nguyễn Văn\u200b Hùng»"),
    ("Nguyễn Văn Hùng", "Tôi: «name Nguyễn Văn Hùng»; con tôi: Nguyễn Văn Dũng"),
    ("Nguyễn Văn Hùng", "ĐẶNG VĂN HÙNG và TRẦN HÙNG"),
    ("Nguyễn Văn Hùng", "ông «person Trần Văn Hùng», phó phòng"),
    ("Nguyễn Văn Hùng", "Anh «name Hùng» (con bà Tư)"),
    ("Nguyễn Văn Hùng", "gửi anh/chị «name Hùng»"),
    ("Nguyễn Văn Hùng", "Kính gửi: Ông «name Nguyễn Văn Hùng»"),
    ("Nguyễn Văn Hùng", "Kính gửi Ông/Bà «name Nguyễn Văn Hùng»,"),
    ("Nguyễn Văn Hùng", "Thưa ông «name Hùng»,"),
    ("Nguyễn Văn Hùng", "ông (bà) «name Hùng»"),
    ("Nguyễn Văn Hùng", "Sở trả lời ông «name Nguyễn Văn Hùng» như sau"),
    ("Nguyễn Văn Hùng", "cháu là «name hùng»"),
    ("Lê Hoa", "«name Lê Hoa» và lễ hoa đăng"),
    ("Lê Hoa", "chị «name Hoa»; «name Hoa Lê»"),
    ("Trần Quốc Toản", "Đường Trần Quốc Toản và anh «name Toản»"),
    ("Nguyễn Thị Minh Khai", "Tôi tên «name Nguyễn Thị Minh Khai», nhà đường Nguyễn Thị Minh Khai"),
    ("Nguyễn Thị Bưởi", "vườn bưởi nhà bà «name Bưởi»"),
    ("Trương Thị Cúc", "bông cúc, cô «name Cúc»"),
    ("Hà Văn Sơn", "sơn nước, núi sơn, chú «name Sơn»"),
    ("Lý A Phủ", "«name Lý A Phủ» và Chính phủ, anh «name Phủ»"),
    ("Nguyễn Văn A", "Tôi là «name Nguyễn Văn A», anh «name A»"),
    ("", "Tôi tên Nguyễn Văn Hùng"),
    ("  ", "Tôi tên Nguyễn Văn Hùng"),
    ("12345", "abc 12345"),
    ("Nguyễn Văn Hùng", "Ông «person Nguyễn Văn Nam» và bà Hoa"),
    ("Nguyễn Văn Hùng", "Nguyễn Văn và Hùng"),
    ("Lê An", "bảo đảm an toàn, Bình An, Hội An, chị «name An»"),
    ("Trần Bình", "Bình Dương, bình thường, xã Thanh Bình, đường Trần Bình Trọng"),
    ("Phạm Hải", "Hải Phòng, hải sản, biển Hải Hậu, anh «name Hải»"),
    ("Phan Văn Đồng", "1.500.000 đồng, Đồng Nai, ông «name Đồng»"),
    ("Võ Thị Sáu", "Đường Võ Thị Sáu, sáu tháng, thứ Sáu, chị «name Sáu»"),
    ("Nguyễn Thị Hai", "Thứ Hai, hai lần, bà «name Hai»"),
    ("Lê Văn Năm", "năm 2026, ông «name Năm», năm nay"),
    ("Trần Văn Ba", "ba lần, bà con, ông «name Ba»"),
    ("Phạm Thị Lành", "an toàn, lành mạnh, «name Phạm thị Lành»"),
    ("Nguyễn Văn Hùng", "Tôi tên «name Nguyễn Hùng»"),
    ("Nguyễn Văn Hùng", "họ tên «name Nguyễn văn Hùng»"),
    ("Nguyễn Văn Hùng", "«name NGUYEN VAN HUNG» 1985"),
    ("Nguyễn Văn Hùng", "Hùng, Dũng, Sang"),
    ("Nguyễn Văn Hùng", "Xã Hùng"),
    ("Nguyễn Văn Hùng", "Anh «name Nguyễn Văn Hùng» Anh"),
    ("Nguyễn Văn Hùng", "chị «name Hùng»"),
    ("Nguyễn Văn Hùng", "hợp tác xã «name Nguyễn Văn Hùng»"),
    ("Nguyễn Văn Hùng", "tài khoản «name NGUYEN VAN HUNG»"),
    ("Nguyễn Văn Hùng", "Ông: «name Nguyễn Văn Hùng»"),
    ("Nguyễn Văn Hùng", "Ô. «name Hùng»"),
    ("Nguyễn Văn Hùng", "B. «name Hùng»"),
    ("Nguyễn Văn Hùng", "Đ/c «name Hùng»"),
    ("Nguyễn Văn Hùng", "đồng chí «name Hùng»"),
    ("Nguyễn Văn Hùng", "công dân «name Nguyễn Văn Hùng»"),
    ("Nguyễn Văn Hùng", "ông ấy tên «name Hùng»"),
    ("Nguyễn Văn Hùng", "sếp lớn"),
    ("Trần Thị Mai", "mai tôi lên, ngày mai, cây mai vàng, hoa mai"),
    ("Trần Thị Mai", "Cô «name Mai». Chị «name Mai»! (bà «name Mai»)"),
    ("Lê Thị Ngọc", "ngọc ngà, ấp Ngọc Lâm, bà «name Ngọc»"),
    ("Phạm Thị Thanh", "Thanh tra, thanh toán, xã Thanh Bình, chị «name Thanh»"),
    ("Phạm Thị Bình", "ấp Bình Hòa, Thanh Bình, chị «name Bình»"),
    ("Trần An", "Bình An, công an, chị «name An», anh «name Trần An»"),
)
