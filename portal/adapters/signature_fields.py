"""The empty signature fields of a paper, which other programs that sign find too."""

from io import BytesIO

from pyhanko.pdf_utils.generic import (
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    pdf_name,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from portal.adapters.signature_room import FIELD_NAMES, Room, boxes, edges
from portal.domain.signing import SignatureKind

READ_ALOUD = {
    SignatureKind.PERSONAL: "Chữ ký của người có thẩm quyền",
    SignatureKind.AGENCY: "Dấu của cơ quan, đơn vị",
}


def with_signature_fields(pdf: bytes, room: Room, *, seal: float) -> bytes:
    """The PDF with both of its fields added, empty and known to those who have it read aloud."""
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
        _tag(writer, writer.root["/AcroForm"]["/Fields"].raw_get(-1))
    writer.write_in_place()
    return file.getvalue()


def _tag(writer: IncrementalPdfFileWriter, field: IndirectObject) -> None:
    """Give a field its place in the structure of the document, as PDF/UA asks (ISO 14289-1, 7.18)."""
    tree, widget = writer.root["/StructTreeRoot"], field.get_object()
    whole = tree["/K"].raw_get(0)
    place = _dictionary(Type=NameObject("/OBJR"), Obj=field, Pg=widget.raw_get("/P"))
    element = writer.add_object(
        _dictionary(Type=NameObject("/StructElem"), S=NameObject("/Form"), P=whole, K=place)
    )
    whole.get_object()["/K"].append(element)
    key = tree["/ParentTreeNextKey"]
    tree["/ParentTree"]["/Nums"].extend((NumberObject(key), element))
    tree[pdf_name("/ParentTreeNextKey")] = NumberObject(key + 1)
    widget[pdf_name("/StructParent")] = NumberObject(key)
    for changed in (whole.get_object(), tree, tree["/ParentTree"], widget):
        writer.update_container(changed)


def _dictionary(**entries: object) -> DictionaryObject:
    return DictionaryObject({pdf_name(f"/{name}"): value for name, value in entries.items()})
