"""The empty signature fields of a paper, which other programs that sign find too."""

from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from portal.adapters.signature_room import FIELD_NAMES, Room, boxes, edges
from portal.domain.signing import SignatureKind

READ_ALOUD = {
    SignatureKind.PERSONAL: "Chữ ký của người có thẩm quyền",
    SignatureKind.AGENCY: "Dấu của cơ quan, đơn vị",
}


def with_signature_fields(pdf: bytes, room: Room, *, seal: float) -> bytes:
    """The PDF with both of its fields added, empty."""
    file = BytesIO(pdf)
    writer = IncrementalPdfFileWriter(file)
    for kind, box in boxes(room, seal).items():
        spec = SigFieldSpec(
            FIELD_NAMES[kind],
            on_page=room.page - 1,
            box=edges(room, box),
            readable_field_name=READ_ALOUD[kind],
        )
        append_signature_field(writer, spec)
    writer.write_in_place()
    return file.getvalue()
