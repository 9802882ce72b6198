"""How dossiers came in and results went out, by dossiers received in the period."""

from collections.abc import Callable

from portal.domain.bilingual import Bilingual
from portal.domain.dossier_figures import DossierCounts, Ways
from portal.domain.figures import Share
from portal.domain.measures.measure import (
    Measure,
    UnitOfMeasure,
    number_of,
    share_of,
)

RULE = "rules §8, §10"
_BY_POST = Bilingual(
    "của những thủ tục có phát sinh giao dịch bưu chính công ích trong kỳ.",
    "of procedures that had a transaction by public post in the period.",
)


def _count(
    code: str,
    name: Bilingual,
    counts: Bilingual,
    *,
    pick: Callable[[DossierCounts], int],
    parts: tuple[str, ...] = (),
) -> Measure:
    return Measure(
        f"dossiers.{code}",
        RULE,
        name,
        counts,
        lambda counted: number_of(pick(counted.received)),
        UnitOfMeasure.DOSSIERS,
        parts=parts,
    )


def _way(code: str, name: Bilingual, *, pick: Callable[[DossierCounts], int]) -> Measure:
    counts = Bilingual(
        f"{name.vi}, trong số hồ sơ tiếp nhận trong kỳ.",
        f"{name.en}, of the dossiers received in the period.",
    )
    return _count(code, name, counts, pick=pick)


def _share(
    code: str,
    name: Bilingual,
    counts: Bilingual,
    *,
    of: Bilingual,
    value: Callable[[Ways], Share],
    rule: str = RULE,
) -> Measure:
    return Measure(
        f"dossiers.{code}",
        rule,
        name,
        counts,
        lambda counted: share_of(value(counted.ways)),
        UnitOfMeasure.PERCENT,
        denominator=of,
    )


RECEIVED = (
    _count(
        "received",
        Bilingual("Tiếp nhận hồ sơ", "Dossiers received"),
        Bilingual(
            "Hồ sơ tiếp nhận trong kỳ. Tại quầy, trực tuyến và qua bưu chính công ích cộng lại bằng số này.",
            "Dossiers received in the period. At the counter, online and by public post add up to this.",
        ),
        pick=lambda counts: counts.all,
        parts=("dossiers.counter", "dossiers.online_partial", "dossiers.online_full", "dossiers.postal"),
    ),
    _way(
        "counter",
        Bilingual("Tiếp nhận tại quầy", "Received at the counter"),
        pick=lambda counts: counts.counter,
    ),
    _way(
        "online_partial",
        Bilingual("Trực tuyến một phần", "Partly online"),
        pick=lambda counts: counts.online_partial,
    ),
    _way(
        "online_full",
        Bilingual("Trực tuyến toàn trình", "Fully online"),
        pick=lambda counts: counts.online_full,
    ),
    _way(
        "postal",
        Bilingual("Tiếp nhận qua bưu chính công ích", "Received by public post"),
        pick=lambda counts: counts.postal,
    ),
    _count(
        "supplement_breaches",
        Bilingual("Yêu cầu bổ sung quá một lần", "Papers requested more than once"),
        Bilingual(
            "Hồ sơ tiếp nhận trong kỳ phải bổ sung từ hai lần trở lên.",
            "Dossiers received in the period that had to be completed twice or more.",
        ),
        pick=lambda counts: counts.breaches,
    ),
)

WAYS = (
    _share(
        "online_procedures_used",
        Bilingual(
            "Thủ tục cung cấp trực tuyến có phát sinh hồ sơ trực tuyến",
            "Procedures offered online with an online dossier",
        ),
        Bilingual(
            "thủ tục có ít nhất một hồ sơ trực tuyến trong kỳ.",
            "procedures with at least one online dossier in the period.",
        ),
        of=Bilingual("thủ tục được công bố cung cấp trực tuyến.", "procedures published as offered online."),
        value=lambda ways: ways.online_procedures_used,
    ),
    _share(
        "online_of_all",
        Bilingual("Hồ sơ trực tuyến trên tổng số hồ sơ", "Online dossiers of all dossiers"),
        Bilingual("hồ sơ nộp trực tuyến một phần hoặc toàn trình.", "dossiers filed partly or fully online."),
        of=Bilingual("tất cả hồ sơ tiếp nhận trong kỳ.", "all dossiers received in the period."),
        value=lambda ways: ways.online_of_all,
    ),
    _share(
        "online_partial_share",
        Bilingual(
            "Hồ sơ trực tuyến một phần, của thủ tục cung cấp một phần",
            "Partly online dossiers, of procedures offered partly online",
        ),
        Bilingual("hồ sơ nộp trực tuyến một phần.", "dossiers filed partly online."),
        of=Bilingual(
            "hồ sơ của thủ tục cung cấp trực tuyến một phần.",
            "dossiers of procedures offered partly online.",
        ),
        value=lambda ways: ways.online_partial_share,
    ),
    _share(
        "online_full_share",
        Bilingual(
            "Hồ sơ trực tuyến toàn trình, của thủ tục cung cấp toàn trình",
            "Fully online dossiers, of procedures offered fully online",
        ),
        Bilingual("hồ sơ nộp trực tuyến toàn trình.", "dossiers filed fully online."),
        of=Bilingual(
            "hồ sơ của thủ tục cung cấp trực tuyến toàn trình.",
            "dossiers of procedures offered fully online.",
        ),
        value=lambda ways: ways.online_full_share,
    ),
    _share(
        "postal_procedures_used",
        Bilingual(
            "Thủ tục qua bưu chính công ích có phát sinh giao dịch",
            "Procedures offered by public post with a transaction",
        ),
        Bilingual(
            "thủ tục có ít nhất một hồ sơ nhận hoặc trả qua bưu chính công ích trong kỳ.",
            "procedures with at least one dossier received or returned by public post in the period.",
        ),
        of=Bilingual(
            "thủ tục được công bố cung cấp qua bưu chính công ích.",
            "procedures published as offered by public post.",
        ),
        value=lambda ways: ways.postal_procedures_used,
    ),
    _share(
        "received_by_post",
        Bilingual("Hồ sơ tiếp nhận qua bưu chính công ích", "Dossiers received by public post"),
        Bilingual("hồ sơ tiếp nhận qua bưu chính công ích.", "dossiers received by public post."),
        of=Bilingual(f"hồ sơ tiếp nhận {_BY_POST.vi}", f"dossiers received {_BY_POST.en}"),
        value=lambda ways: ways.received_by_post,
    ),
    _share(
        "returned_by_post",
        Bilingual("Kết quả trả qua bưu chính công ích", "Results returned by public post"),
        Bilingual("kết quả trả qua bưu chính công ích.", "results returned by public post."),
        of=Bilingual(f"kết quả đã trả {_BY_POST.vi}", f"results returned {_BY_POST.en}"),
        value=lambda ways: ways.returned_by_post,
    ),
)
