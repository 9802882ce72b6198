"""Numbers of bank accounts and cards in the ways people here write them."""

BANK_ACCOUNTS = (
    "Số tài khoản: «bank 0071000123456» Vietcombank chi nhánh Bình An.",
    "STK «bank 0071 0001 23456» VCB",  # groups
    "stk: «bank 19033456789012» techcombank",
    "Đề nghị chuyển trả vào tài khoản «bank 102868123456» tại VietinBank.",
    "TK «bank 65010001234567» BIDV, chủ tài khoản Lê Thị Hoa.",
    "tai khoan ngan hang so «bank 5900205123456» agribank",  # without accents
    "Họ bắt tôi chuyển khoản vào số «bank 0381000456789» (Vietcombank).",  # the bank behind
    "MB Bank: «bank 8888123456789»",
    "ACC «bank 0123456789012», ACB",
    "Số tài khoản nhận tiền là «bank 1234.5678.9012».",
    "Tôi đã nộp vào STK «bank 060-123-456-789» Sacombank ngày 05/03/2026.",
    "Số TK của tôi mở tại ngân hàng Nông nghiệp: «bank 5900205123456».",
    "STK «bank 0912345678» MB",  # a phone number chosen as an account
    "Số thẻ ATM «bank 9704 3668 1234 5678 901» bị nuốt tại trụ ở chợ.",
    "Vietcombank «bank 0071000123456» - LE THI HOA",
    "Số tài khoản:\n«bank 0071000123456»",  # on the next line
    "stk «bank 0071\u00a0000\u00a0123456»",  # non-breaking spaces
    "Chuyển lương hưu vào tk số «bank 711A12345678» VietinBank giúp tôi.",  # an old card account with a letter
    "Tiền hỗ trợ xin gửi qua BIDV số «bank 6501000123456».",
    # found while the detectors were built
    "Số TK: «bank 0071000123456»",
    "STK «bank 0071000123456» - NGUYEN VAN A - Vietcombank CN Bình An",
    "Tôi chuyển 500.000đ vào tài khoản «bank 0071000123456» của bà Lan.",
    "tài khoản Agribank «bank 5900205123456»",
    "Số tài khoản ngân hàng Vietcombank của tôi là «bank 0071000123456».",
    "Tài khoản: «bank 123456789» (ACB)",
    "số thẻ «bank 9704 1812 3456 7890»",
    "tk vietinbank «bank 101234567890»",
    "Ck vào «bank 19036789012345» Tech",
    "Ngân hàng MB số «bank 0801234567899»",
    "STK ngân hàng Quân đội (MB): «bank 0801234567899»",
    "số tài khoản của con tôi tại BIDV chi nhánh Bình An là «bank 65010001234567»",
    "tài khoản «bank 0071.000.123.456» (VCB)",
    "Nạp vào tk «bank 1023456789» vcb",
    "TK ngân hàng: «bank 1023456789»",
    "STK:«bank 1023456789»-VCB",
    "«bank 1023456789012» VCB NGUYEN VAN A",
    "số tài khoản «bank 0 0 7 1 0 0 0 1 2 3 4 5 6»",
    "STK «bank 0071\n000123456»",
    "thẻ tín dụng «bank 4111 1111 1111 1111»",
    "số thẻ visa «bank 4111-1111-1111-1111»",
    "Chuyển tiền vào số TK «bank 9021234567» Timo",
    "tk ngan hang vcb «bank 0071000123456» ten le thi hoa",
    "Chuyển 285.123.456đ cho STK «bank 0071000123456»",
)
