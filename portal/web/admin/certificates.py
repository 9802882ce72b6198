"""The certificates agencies sign their letters with: uploaded, tried, replaced, removed. No page shows a password."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from flask import flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField
from werkzeug.exceptions import NotFound
from wtforms import BooleanField, PasswordField

from portal.domain.letter_form import Paper
from portal.domain.signing import SigningFault, SigningProblem
from portal.domain.time import local_day
from portal.ports import SealBroken
from portal.queries.configuration import reach_of
from portal.queries.letter_settings import WARNED_AHEAD, UnitCertificate, agencies
from portal.queries.letter_settings import certificates as kept_certificates
from portal.queries.settings import UnitNode
from portal.services.change_wording import sample_letter
from portal.services.errors import RuleBroken
from portal.services.sign_letter import NewCertificate, keep_certificate, open_certificate, remove_certificate
from portal.web.admin.blueprint import blueprint
from portal.web.admin.entry import UNSOUND, in_tree_order, refusal
from portal.web.shared.acting import act, actor, commits, now, ports, session, settings
from portal.web.shared.form import Form, checks_itself
from portal.web.shared.sentences import _, _l
from portal.web.shared.sign_in import fresh

LARGEST = 5 * 1024 * 1024


class CertificateForm(Form):
    """A PKCS#12 file with its password, and the pictures that show on the paper."""

    certificate = FileField(
        _l("Chứng thư số (tệp .p12 hoặc .pfx)"),
        description=_l("Tệp có cả khóa bí mật; được niêm phong ngay khi lưu, không tải xuống lại được"),
        render_kw={"accept": ".p12,.pfx"},
    )
    password = PasswordField(
        _l("Mật khẩu của tệp"), description=_l("Được niêm phong cùng tệp, không bao giờ hiện lại")
    )
    signature = FileField(
        _l("Ảnh chữ ký (không bắt buộc)"),
        description=_l("PNG hoặc JPEG, chữ ký trên nền trắng; sẽ in màu xanh, nền trong suốt"),
        render_kw={"accept": "image/png,image/jpeg"},
    )
    seal = FileField(
        _l("Ảnh con dấu (không bắt buộc)"),
        description=_l("PNG hoặc JPEG, con dấu trên nền trắng; sẽ in màu đỏ, nền trong suốt"),
        render_kw={"accept": "image/png,image/jpeg"},
    )
    is_sample = BooleanField(
        _l("Chứng thư thử nghiệm"), description=_l("Mọi văn bản ký bằng chứng thư này in chữ MẪU ngang trang")
    )

    def told(self) -> NewCertificate:
        """What was uploaded. Raises RuleBroken."""
        file = _content(self.certificate)
        if not file:
            raise RuleBroken("certificate", "missing")
        signature, seal = _content(self.signature), _content(self.seal)
        is_sample = bool(self.is_sample.data)
        return NewCertificate(file, self.password.data or "", signature, seal, is_sample=is_sample)


def _content(field: Any) -> bytes:
    content: bytes = field.data.read(LARGEST + 1) if field.data else b""
    if len(content) > LARGEST:
        raise RuleBroken(field.name, "size")
    return content


@dataclass(frozen=True, slots=True)
class CertificateLine:
    """An agency and what it signs with; `state` is none, fine, ending or ended."""

    unit: UnitNode
    row: UnitCertificate | None
    state: str


@blueprint.get("/certificates")
def certificates() -> ResponseReturnValue:
    """The agencies and their certificates."""
    units = in_tree_order(_agencies())
    rows = kept_certificates(session(), [unit.id for unit in units])
    lines = [CertificateLine(unit, rows.get(unit.id), _state(rows.get(unit.id))) for unit in units]
    return render_template("admin/certificates.html", lines=lines)


def _state(row: UnitCertificate | None) -> str:
    if row is None:
        return "none"
    today = local_day(now())
    if row.valid_until < today:
        return "ended"
    return "ending" if row.valid_until <= today + WARNED_AHEAD else "fine"


@blueprint.route("/certificates/<int:unit_id>", methods=["GET", "POST"])
@checks_itself
@fresh
@commits
def certificate(unit_id: int) -> ResponseReturnValue:
    """Keep a certificate for an agency, in place of the one it has."""
    unit, form = _agency(unit_id), CertificateForm()
    if form.is_submitted() and form.is_sound():
        try:
            keep_certificate(act(), unit.id, form.told(), ports=ports())
        except RuleBroken as broken:
            session().rollback()
            form.complain(broken.field, _refusal(broken))
        else:
            flash(_("Đã lưu chứng thư số của %(unit)s.", unit=unit.name), "success")
            return redirect(url_for("admin.certificates"), 303)
    row = kept_certificates(session(), [unit.id]).get(unit.id)
    page = render_template("admin/certificate.html", form=form, unit=unit, row=row, state=_state(row))
    return page, UNSOUND if form.errors else 200


@blueprint.post("/certificates/<int:unit_id>/remove")
@fresh
@commits
def remove_unit_certificate(unit_id: int) -> ResponseReturnValue:
    """Sign no more for an agency."""
    unit = _agency(unit_id)
    remove_certificate(act(), unit.id)
    flash(_("Đã gỡ chứng thư số của %(unit)s.", unit=unit.name), "success")
    return redirect(url_for("admin.certificates"), 303)


@blueprint.get("/certificates/<int:unit_id>/test.pdf")
def test_signature(unit_id: int) -> ResponseReturnValue:
    """A made-up letter, marked as a sample, signed and sealed as real ones will be."""
    unit = _agency(unit_id)
    try:
        opened = open_certificate(act(), unit.id, ports=ports())
        if opened is None:
            raise NotFound
        letter = sample_letter(act(), unit.id)
        pdf = ports().printer.apology(letter, Paper.A4)
        signed = opened.sign(pdf, name=letter.signer_name, at=now(), place=letter.place)
    except (SigningProblem, SealBroken) as problem:
        fault = problem.code.value if isinstance(problem, SigningProblem) else "sealed"
        flash(_refusal(RuleBroken("certificate", fault)), "error")
        return redirect(url_for("admin.certificate", unit_id=unit.id), 303)
    return send_file(BytesIO(signed), mimetype="application/pdf", download_name=f"ky-thu-{unit.code}.pdf")


def _refusal(broken: RuleBroken) -> str:
    picture = _("Không đọc được ảnh chữ ký hoặc con dấu. Xin dùng ảnh PNG, JPEG trên nền trắng.")
    own = {
        "missing": _("Xin chọn tệp .p12 hoặc .pfx."),
        "size": _("Tệp này lớn hơn 5 MB."),
        "too_long": _("Mật khẩu dài quá 200 ký tự."),
        "sealed": _("Không mở được niêm phong của chứng thư số. Xin tải lên lại."),
        SigningFault.CANNOT_OPEN.value: _("Không mở được tệp: sai mật khẩu, hoặc không phải tệp PKCS#12."),
        SigningFault.NO_KEY.value: _("Tệp không có khóa bí mật hoặc chứng thư không khớp với khóa."),
        SigningFault.NOT_YET_VALID.value: _("Chứng thư chưa đến ngày có hiệu lực."),
        SigningFault.EXPIRED.value: _("Chứng thư đã hết hạn."),
        SigningFault.NOT_FOR_SIGNING.value: _("Chứng thư này không dùng để ký văn bản."),
        SigningFault.BAD_PICTURE.value: picture,
    }
    return own.get(broken.code) or refusal(broken)


def _agencies() -> list[UnitNode]:
    return agencies(settings(), reach_of(settings(), actor()), local_day(now()))


def _agency(unit_id: int) -> UnitNode:
    found = next((unit for unit in _agencies() if unit.id == unit_id), None)
    if found is None:
        raise NotFound
    return found
