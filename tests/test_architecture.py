"""The shape of the house: import contracts and rules of the source, each with proof that it can fail."""

import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support import source as rules
from tests.support.source import ROOT, RULES, Source, sources

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]

# One breach of each contract: the module that commits it, and the line that does.
BREACHES = {
    "layers": ("domain/clock.py", "import portal.services"),
    "web-models": ("web/inbox.py", "import portal.models"),
    "core-http": ("services/answer.py", "import werkzeug"),
    "session-argument": ("queries/inbox.py", "import portal.extensions"),
    "adapters": ("adapters/mail.py", "import portal.queries"),
    "config": ("jobs/remind.py", "import config"),
    "cycles": ("domain/words.py", "import portal.domain.letters"),
}


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    command = [str(program), "--no-cache", "--no-logo", "--config", str(ROOT / "pyproject.toml")]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_it_keeps_every_import_contract() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


def house_of_breaches(folder: Path) -> None:
    packages = "web api jobs cli demo services adapters queries models domain"
    for package in packages.split():
        (folder / "portal" / package).mkdir(parents=True)
        (folder / "portal" / package / "__init__.py").touch()
    for module in ("__init__", "app", "extensions", "ports", "logs"):
        (folder / "portal" / f"{module}.py").touch()
    (folder / "portal" / "domain" / "letters.py").write_text("import portal.domain.words\n")
    for path, line in BREACHES.values():
        (folder / "portal" / path).write_text(f"{line}\n")


@pytest.fixture(scope="module")
def verdict_on_breaches(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("breaches")
    house_of_breaches(folder)
    return lint_imports(folder).stdout


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract["id"])
def test_it_breaks_a_contract_that_is_not_kept(contract: dict[str, str], verdict_on_breaches: str) -> None:
    assert contract["id"] in BREACHES
    flat = " ".join(verdict_on_breaches.split())
    assert f"{contract['name']} BROKEN" in flat


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_it_follows_the_rules_of_the_source(rule: Callable[[Source], Iterator[str]]) -> None:
    folders = ["portal", "tests", "config.py", *(name for name in ("bench",) if (ROOT / name).exists())]
    assert [fault for source in sources(*folders) for fault in rule(source)] == []


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (rules.imports_within_functions, "portal/web/inbox.py", "def f():\n    import json\n"),
        (rules.imports_within_functions, "portal/web/inbox.py", "async def f():\n    from a import b\n"),
        (rules.names_for_kinds, "portal/web/desk/views.py", ""),
        (rules.names_for_kinds, "portal/services/utils.py", ""),
        (rules.too_long, "portal/domain/clock.py", "x = 1\n" * 401),
        (rules.too_long, "portal/domain/clock.py", "def f():\n" + "    x = 1\n" * 60),
        (rules.code_in_package_files, "portal/web/__init__.py", "import portal.web.inbox"),
        (rules.modules_without_docstring, "portal/domain/clock.py", "x = 1"),
        (rules.foreign_imports_of_the_core, "portal/domain/clock.py", "import holidays"),
        (rules.foreign_imports_of_the_core, "portal/ports.py", "from portal.models.case import Case"),
        (rules.back_doors_to_state, "portal/services/answer_case.py", "case.state = State.ANSWERED"),
        (rules.unbounded_numbers, "portal/web/desk/inbox.py", "request.args.get('after', type=int)"),
        (rules.unbounded_numbers, "portal/web/desk/inbox.py", "request.form.get('unit', None, int)"),
        (rules.unbounded_numbers, "portal/web/desk/inbox.py", "sent.getlist('unit', type=int)"),
    ],
)
def test_it_finds_a_rule_broken(rule: Callable[[Source], Iterator[str]], path: str, text: str) -> None:
    assert len(list(rule(Source(path, text)))) == 1


def test_it_has_a_proof_for_every_rule() -> None:
    mark = next(mark for mark in test_it_finds_a_rule_broken.pytestmark if mark.name == "parametrize")  # type: ignore[attr-defined]
    assert {row[0] for row in mark.args[1]} == set(RULES)
