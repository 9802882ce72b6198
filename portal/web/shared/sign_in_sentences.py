"""What Flask-Security says to people, in our words; it has no Vietnamese of its own."""

from portal.web.shared.sentences import _l

# Name of the message: the sentence and the look of its banner.
SENTENCES = {
    "GENERIC_AUTHN_FAILED": (_l("Thư điện tử hoặc mật khẩu không đúng."), "error"),
    "PASSWORD_RESET_REQUEST": (
        _l("Nếu địa chỉ này có tài khoản, chúng tôi đã gửi đường dẫn đặt lại mật khẩu đến đó."),
        "info",
    ),
    "UNAUTHENTICATED": (_l("Ông/Bà cần đăng nhập để mở trang này."), "info"),
    "REAUTHENTICATION_REQUIRED": (_l("Trang này cần xác nhận lại mật khẩu."), "info"),
    "REAUTHENTICATION_SUCCESSFUL": (_l("Đã xác nhận mật khẩu."), "success"),
    "ANONYMOUS_USER_REQUIRED": (_l("Ông/Bà đã đăng nhập rồi."), "info"),
    "PASSWORD_MISMATCH": (_l("Hai lần nhập mật khẩu không giống nhau."), "error"),
    "RETYPE_PASSWORD_MISMATCH": (_l("Hai lần nhập mật khẩu không giống nhau."), "error"),
    "INVALID_REDIRECT": (_l("Không thể chuyển đến trang ngoài cổng này."), "error"),
    "INVALID_RECOVERY_CODE": (_l("Mã khôi phục không đúng hoặc đã dùng."), "error"),
    "NO_RECOVERY_CODES_SETUP": (_l("Chưa có mã khôi phục nào."), "info"),
    "PASSWORD_RESET_EXPIRED": (
        _l("Đường dẫn đặt lại mật khẩu đã hết hạn. Hãy yêu cầu đường dẫn mới."),
        "error",
    ),
    "INVALID_RESET_PASSWORD_TOKEN": (
        _l("Đường dẫn đặt lại mật khẩu không còn dùng được. Hãy yêu cầu đường dẫn mới."),
        "error",
    ),
    "DISABLED_ACCOUNT": (_l("Thư điện tử hoặc mật khẩu không đúng."), "error"),
    "USER_DOES_NOT_EXIST": (_l("Thư điện tử hoặc mật khẩu không đúng."), "error"),
    "EMAIL_NOT_PROVIDED": (_l("Hãy nhập thư điện tử."), "error"),
    "INVALID_EMAIL_ADDRESS": (_l("Thư điện tử này không đúng dạng, ví dụ đúng: ten@coquan.gov.vn."), "error"),
    "PASSWORD_NOT_PROVIDED": (_l("Hãy nhập mật khẩu."), "error"),
    "PASSWORD_INVALID_LENGTH": (_l("Mật khẩu cần ít nhất %(length)s ký tự."), "error"),
    "PASSWORD_TOO_SIMPLE": (_l("Mật khẩu này quá dễ đoán."), "error"),
    "INVALID_PASSWORD": (_l("Mật khẩu không đúng."), "error"),
    "PASSWORD_RESET_NO_LOGIN": (_l("Đã đặt mật khẩu mới. Hãy đăng nhập bằng mật khẩu này."), "success"),
    "PASSWORD_IS_THE_SAME": (_l("Mật khẩu mới phải khác mật khẩu cũ."), "error"),
    "PASSWORD_CHANGE": (_l("Đã đổi mật khẩu."), "success"),
    "TWO_FACTOR_INVALID_TOKEN": (_l("Mã không đúng hoặc đã hết hạn. Hãy nhập mã đang hiện."), "error"),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": (_l("Đã xác nhận mã."), "success"),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": (_l("Đã bật xác thực hai bước."), "success"),
    "TWO_FACTOR_PERMISSION_DENIED": (_l("Hãy đăng nhập lại từ đầu."), "error"),
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": (_l("Hãy chọn một cách có trong danh sách."), "error"),
    "TWO_FACTOR_DISABLED": (_l("Đã tắt xác thực hai bước."), "success"),
    "TWO_FACTOR_SETUP_EXPIRED": (_l("Đã quá thời gian thiết lập. Hãy làm lại từ đầu."), "error"),
    "API_ERROR": (_l("Giá trị này không hợp lệ."), "error"),
    "INVALID_CODE": (_l("Mã không đúng."), "error"),
    "INVALID_INPUT": (_l("Giá trị này không hợp lệ."), "error"),
}

# The labels of its fields by their English words.
LABELS = {
    "Email Address": _l("Thư điện tử"),
    "Password": _l("Mật khẩu"),
    "New Password": _l("Mật khẩu mới"),
    "Retype Password": _l("Nhập lại mật khẩu mới"),
    "Authentication Code": _l("Mã trên ứng dụng"),
    "Recovery Code": _l("Mã khôi phục"),
}
