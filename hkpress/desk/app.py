"""The requests of the page, and their answers."""

from __future__ import annotations

import asyncio
import errno
import gzip
import json
import mimetypes
import re
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import unquote

from pydantic import Base64Bytes, BaseModel, ConfigDict, Field, ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from hkpress.check import contact
from hkpress.core.diagnostics import Diagnostic, Invalid
from hkpress.core.files import STATE, Outside, inside, read_file, real
from hkpress.core.layout import EDITIONS, SHARED
from hkpress.desk import actions, changes, doubts, entries, library, made, photos, rows, words
from hkpress.desk.actions import SITE, Action, Done
from hkpress.desk.back import KINDS, Back, compare_words
from hkpress.desk.changes import Conflict, FieldChange
from hkpress.desk.doubts import Settle
from hkpress.desk.form import ISSUER, form, in_words, name_of, root_of
from hkpress.desk.guard import PAPER_CSP, SITE_CSP, Key, TooLarge
from hkpress.desk.library import Library
from hkpress.desk.looks import Looks, called, manuscript, names_in
from hkpress.desk.press import Press
from hkpress.desk.versions import Versions, version_name
from hkpress.desk.words import PAGE, Say
from hkpress.golden import history
from hkpress.golden.changes import changes as changes_in_words
from hkpress.golden.changes import pairs
from hkpress.importing import findings as import_findings
from hkpress.importing import fresh
from hkpress.importing.returned import Proposal
from hkpress.newsroom import settings as newsroom_settings
from hkpress.production import processes
from hkpress.production.plan import today
from hkpress.release import source
from hkpress.release.project import Project
from hkpress.release.rewrite import Refused, value_at
from hkpress.release.source import Source

_LOOK_EVERY = 0.15
"""Seconds between two looks at the files of an open release."""


class _Asked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Changes(_Asked):
    changes: tuple[FieldChange, ...] = Field(max_length=500)
    edition: str = ""
    """The edition whose web page or text comes with the answer."""
    look: str = ""
    rows: bool = False
    """Whether the answer must include the rows of the form, because they may have changed."""


class Restore(_Asked):
    seen: str = Field(max_length=40)
    wanted: str = Field(max_length=40)


class NewRelease(_Asked):
    en: str = Field(default="", max_length=1000)
    tc: str = Field(default="", max_length=1000)
    date: str = Field(max_length=10)
    issuer: str = Field(default="", max_length=100)
    like: str = Field(default="", max_length=200)


class NewEntry(_Asked):
    given: dict[Annotated[str, Field(max_length=40)], Annotated[str, Field(max_length=5000)]] = Field(max_length=20)


class Sent(_Asked):
    name: str = Field(max_length=300)
    data: Base64Bytes


class Bring(_Asked):
    files: tuple[Sent, ...] = Field(min_length=1, max_length=20)


class Differing(_Asked):
    """A difference to take over: enough of it to recognise it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    kind: str
    edition: str
    old: str
    new: str


class Returned(_Asked):
    files: tuple[Sent, ...] = Field(min_length=1, max_length=20)
    taken: tuple[Differing, ...] = Field(default=(), max_length=2000)


class Act(_Asked):
    answer: str = Field(default="", max_length=500)


@dataclass
class Desk:
    """The desk of one project: its state between two requests."""

    project: Project
    key: Key
    looks: Looks
    library: Library
    press: Press
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    pages: int = 0
    """How many pages are open."""
    used: float = field(default_factory=time.monotonic)
    """When the last one was open."""
    sources: dict[Path, tuple[str, Source]] = field(default_factory=dict)

    @classmethod
    @contextmanager
    def open(cls, project: Project, key: Key) -> Iterator[Desk]:
        """A desk, and a process beside it that prints."""
        form()  # before threads start: Python 3.11 parses source code in one thread at a time
        with processes.pool(1, processes.PRESS) as executor:
            looks = Looks(project)
            yield cls(project, key, looks, Library(looks), Press(executor))

    def prepare(self, slug: str) -> None:
        """Load what the first answers need. Otherwise the first change waits for it, on a slow machine for seconds."""
        with suppress(Invalid, OSError, ValueError):  # opening the release reports it; ValueError: there is no release
            origin, _ = self._source(self._path(slug or max(self.project.slugs())))
            rows.rows(origin.data, self._known(), Say("en"))
            self.looks.findings(origin, Say("en"))
            self.looks.sheet(origin, "en", "")

    def idle_for(self) -> float:
        """Seconds for which no page has been open."""
        return 0.0 if self.pages else time.monotonic() - self.used

    def end(self) -> None:
        """Disconnect the pages that are open."""
        self.ended.set()

    @property
    def app(self) -> Starlette:
        """The application that answers requests that the guard lets in."""
        one = "/api/releases/{slug}"
        routes = [
            Route("/", lambda _: _file(PAGE / "index.html")),
            Route("/page/{name}", _page_file),
            Route("/paper", _paper),
            Route("/files/{ticket}/{path:path}", self.file),
            Route("/site/{ticket}/{path:path}", self.site),
            Route("/api/start", self.start),
            Route("/api/events", self.events),
            *(Route(f"/api/shared/{kind}", self.add_entry, methods=["POST"]) for kind in entries.ENTRIES),
            Route("/api/begin", self.beginning),
            Route("/api/import", self.bring, methods=["POST"]),
            Route("/api/releases", self.releases),
            Route("/api/releases", self.begin, methods=["POST"]),
            Route(one, self.read),
            Route(one + "/state", self.state),
            Route(one + "/changes", self.change, methods=["POST"]),
            Route(one + "/look", self.look),
            Route(one + "/paper", self.paper),
            Route(one + "/findings", self.findings),
            Route(one + "/doubts", self.settle, methods=["POST"]),
            Route(one + "/returned", self.returned, methods=["POST"]),
            Route(one + "/versions", self.versions),
            Route(one + "/versions/{digest}", self.difference),
            Route(one + "/restore", self.restore, methods=["POST"]),
            Route(one + "/photos", self.add_photo, methods=["POST"]),
            Route(one + "/actions/{action}", self.act, methods=["POST"]),
        ]
        handlers: dict[Any, Any] = {
            Invalid: self._invalid,
            Refused: _refused,
            Conflict: _conflict,
            ValidationError: _misread,
            TooLarge: lambda request, _: _refusal(request, 413, "this is too large"),
            OSError: _unreadable,
            ClientDisconnect: lambda *_: Response(status_code=204),
        }
        return Starlette(routes=routes, exception_handlers=handlers)

    async def _invalid(self, request: Request, error: Any) -> Response:
        """The first problem of a file in words, with the file's name if it is shared."""
        t, first = _say(request), error.diagnostics[0]
        problems = [_problem(each, t) for each in error.diagnostics[:5]]
        where = f"{self.looks.place(first, t)}: " if first.path and SHARED in first.path.parts else ""
        return _refusal(request, 422, where + problems[0]["message"], problems=problems)

    # --- reading -------------------------------------------------------------------------------

    async def start(self, _: Request) -> Response:
        """Everything that the page loads once."""
        return JSONResponse(
            {
                "project": self.project.root.name,
                "words": words.catalogue(),
                "actions": actions.described(),
                "keys": [{"key": key, "what": what, "short": short} for key, what, short in actions.KEYS],
            }
        )

    async def releases(self, _: Request) -> Response:
        return JSONResponse({"releases": await run_in_threadpool(self.library.entries)})

    async def beginning(self, request: Request) -> Response:
        """The choices for a new release."""
        t, known = _say(request), await run_in_threadpool(self._known)
        issuers = [(name, t.named(each) or name) for name, each in known["issuers"].items()]
        issuers.append(("", t("None of these")))
        like = request.query_params.get("like") or ""
        last = like or max(self.project.slugs(), default="")  # most releases come from the same house as the last one
        if last:
            before = await run_in_threadpool(library.issuer_of, self._path(last))
            issuers.sort(key=lambda each: each[0] != before)
        taken = t("The text of {name} is taken over; its photos, embargo and accepted findings are not.", name=like)
        return JSONResponse({"issuers": issuers, "today": today(), "told": taken if like else ""})

    async def state(self, request: Request) -> Response:
        """How far a release has come, in a word or two."""
        state = await run_in_threadpool(self.library.state, self._path(self._slug(request)).parent.name)
        return JSONResponse(library.chips(state, _say(request)))

    async def begin(self, request: Request) -> Response:
        asked = NewRelease.model_validate_json(await request.body())
        if asked.like:
            self._path(asked.like)
        headline = {"en": asked.en.strip(), "tc": asked.tc.strip()}
        slug = await run_in_threadpool(library.begin, self.project, headline, asked.date, asked.issuer, asked.like)
        return JSONResponse({"slug": slug})

    async def read(self, request: Request) -> Response:
        """A release with its form, or the reason why its file cannot be read."""
        slug, t = self._slug(request), _say(request)
        path = self._document(slug)
        await run_in_threadpool(self._versions(slug).prune)
        try:
            origin, name = await run_in_threadpool(self._source, path)
        except Invalid as error:
            return JSONResponse({"broken": [_problem(each, t) for each in error.diagnostics[:5]]})
        return JSONResponse(await run_in_threadpool(self._told, origin, name, t, slug))

    def _told(self, origin: Source, name: str, t: Say, slug: str, *, drawn: bool = True) -> dict[str, Any]:
        """The page's view of the file; with the rows of the form, if *drawn*."""
        home = _home(origin.path).relative_to(self.project.root).as_posix()
        files = {value for value in _all_strings(origin.data) if re.search(r"(?i)\.(jpe?g|png|webp)$", value)}
        of_all, headline = slug.startswith("_"), value_at(origin.data, ("headline",), None)
        entry = _entry_of(slug)[1] if slug.startswith("_people") else ""
        named = t.named(headline) if isinstance(headline, dict) else str(headline or "")
        title = called(origin, (entry,) if entry else (), t) if of_all else named or slug
        told = {
            "data": origin.data,
            "digest": name,
            "title": title,
            "file": origin.path.relative_to(self.project.releases).as_posix(),
            "pictures": {file: self._ticket(f"{home}/{file}") for file in files},
        }
        if not drawn:
            return told
        known = self._known()
        shared = rows.shared_rows(origin.data, entry, title, known, t) if of_all else None
        return told | {"rows": shared or rows.rows(origin.data, known, t)}

    def _ticket(self, path: str) -> str:
        return f"/files/{self.key.ticket(path)}/{path}"

    def _known(self) -> dict[str, Any]:
        """What a release can refer to: themes, issuers and people, each with a name in both languages."""
        shared = self.project.releases / SHARED
        known: dict[str, Any] = {"themes": {name: {} for name in sorted(self.project.themes())}}
        known["issuers"] = {path.stem: self._names(path, ()) for path in sorted((shared / "issuers").glob("*.yaml"))}
        known["people"] = self._entries(shared / "people.yaml")
        known["topics"] = self._entries(shared / "topics.yaml")
        return known

    def _entries(self, path: Path) -> dict[str, Any]:
        try:
            data = self.looks.read(path).data
        except (Invalid, OSError):
            return {}
        return {name: self._names(path, (name,)) for name in data} if isinstance(data, dict) else {}

    def _names(self, path: Path, loc: tuple[str, ...]) -> dict[str, str]:
        try:
            data = value_at(self.looks.read(path).data, loc, None)
        except (Invalid, OSError):
            return {}
        return names_in(data)

    # --- writing -------------------------------------------------------------------------------------

    async def change(self, request: Request) -> Response:
        """Write the changes. Returns the changed release, and what the page shows of it."""
        asked = Changes.model_validate_json(await request.body())
        slug = self._slug(request)
        path, versions = self._document(slug), self._versions(slug)

        ahead = await run_in_threadpool(self._ahead, path, asked.changes)

        def save() -> tuple[Source, str]:
            def work(origin: Source) -> Source:
                return ahead[1] if ahead and ahead[0] is origin else changes.apply(origin, asked.changes)

            return changes.rewritten(
                path,
                work,
                within=self.project.root,
                versions=versions,
                parsed=lambda raw, _: self._parsed(raw, path)[0],
            )

        saving = asyncio.ensure_future(run_in_threadpool(save))
        shown = await run_in_threadpool(self._if_any, ahead[1], asked) if ahead else None
        origin, name = await saving
        self.sources[path] = name, origin
        told = await run_in_threadpool(self._told, origin, name, _say(request), slug, drawn=asked.rows)
        return JSONResponse(told | {"shown": shown})

    def _ahead(self, path: Path, asked: Sequence[FieldChange]) -> tuple[Source, Source] | None:
        """The file before and after the changes, so that the page is made while they are written."""
        try:
            origin = self._source(path)[0]
            return origin, changes.apply(origin, asked)
        except (Invalid, Refused, Conflict):
            return None  # writing will report why

    def _if_any(self, origin: Source, asked: Changes) -> dict[str, Any] | None:
        """What the page shows of the file, if it can be shown."""
        try:
            return self._shown(origin, asked.edition, asked.look) if asked.look in ("web", "text") else None
        except Invalid:
            return None  # the page will ask again and get the reason

    async def settle(self, request: Request) -> Response:
        """Correct a doubt of an import, or accept the text as it is."""
        asked = Settle.model_validate_json(await request.body())
        slug = self._slug(request)
        path, versions = self._path(slug), Versions.of(self.project.root, slug)

        def settle() -> tuple[Source, str]:
            done = changes.rewritten(
                path,
                lambda origin: doubts.corrected(self.project, slug, asked, origin),
                within=self.project.root,
                versions=versions,
            )
            doubts.forget(self.project, slug, asked.number)
            return done

        return JSONResponse(self._told(*await run_in_threadpool(settle), _say(request), slug))

    async def returned(self, request: Request) -> Response:
        """The differences in returned Word files, after writing those that are taken over."""
        asked = Returned.model_validate_json(await request.body())
        slug, t = self._slug(request), _say(request)
        path, versions = self._path(slug), Versions.of(self.project.root, slug)
        given = [(Path(each.name).name, each.data) for each in asked.files]
        taken = [(each.kind, each.edition, each.old, each.new) for each in asked.taken]

        def take() -> dict[str, Any]:
            back = Back(self.project, slug, given)
            origin, name = changes.rewritten(
                path, lambda origin: back.taken(origin, taken), within=self.project.root, versions=versions
            )
            proposals = [] if back.doubts is not None else [_differing(each, t) for each in back.proposals(origin)]
            if back.doubts:
                import_findings.keep(self.project, slug, back.doubts)
            if back.doubts is not None:
                said = t(
                    "The missing language is in the release now. Look at it: what is not sure stands under its row."
                )
            elif taken:
                said = t("Nothing else differs from the release.")
            else:
                said = t("Nothing differs from the release.")
            return self._told(origin, name, t, slug) | {"proposals": proposals, "said": said}

        return JSONResponse(await run_in_threadpool(take))

    async def bring(self, request: Request) -> Response:
        """Make a new release from Word files, mails or saved pages."""
        asked = Bring.model_validate_json(await request.body())
        given = [(Path(each.name).name, each.data) for each in asked.files]
        made = await run_in_threadpool(fresh.bring, self.project.root, given, another=True)
        return JSONResponse({"slug": made.path.parent.name, "told": made.told, "doubts": len(made.doubts)})

    async def restore(self, request: Request) -> Response:
        asked = Restore.model_validate_json(await request.body())
        slug = self._slug(request)
        path, versions = self._document(slug), self._versions(slug)

        def restore() -> str | None:
            return changes.restore(path, asked.seen, asked.wanted, within=self.project.root, versions=versions)

        if not await run_in_threadpool(restore):
            return _refusal(request, 409, "the file has changed since")
        return await self.read(request)

    async def add_photo(self, request: Request) -> Response:
        folder = _home(self._document(self._slug(request)))
        name, kind = unquote(request.headers.get("x-name", "")), request.query_params.get("kind", "picture")
        if kind not in ("picture", "file"):
            return _refusal(request, 404, "there is no such file")
        file = await run_in_threadpool(photos.add, folder, name, await request.body(), kind)
        shown = self._ticket((folder / file).relative_to(self.project.root).as_posix())
        return JSONResponse({"file": file, "picture": shown if kind == "picture" else ""})

    async def add_entry(self, request: Request) -> Response:
        """A new person, or a new issuer."""
        kind, asked = request.url.path.split("/")[-1], NewEntry.model_validate_json(await request.body())
        name, value = entries.entry(kind, asked.given, self._known()[kind])
        entries.check(kind, self.project.releases / SHARED, value)
        add = self._add_person if kind == "people" else self._add_issuer
        await run_in_threadpool(add, name, value)
        return JSONResponse({"id": name})

    def _add_person(self, name: str, value: dict[str, Any]) -> None:
        path = self.project.releases / SHARED / "people.yaml"
        if not path.exists():
            entries.write(path, {name: value})
        else:
            change = FieldChange(do="write", loc=(name,), value=value)
            changes.save(path, [change], within=self.project.root, versions=self._versions("_people"))

    def _add_issuer(self, name: str, value: dict[str, Any]) -> None:
        entries.write(self.project.releases / SHARED / "issuers" / f"{name}.yaml", value)

    # --- looking -------------------------------------------------------------------------------------

    async def look(self, request: Request) -> Response:
        """The web page or the text of an edition."""
        edition, kind = request.query_params.get("edition", ""), request.query_params.get("look", "")
        if edition not in EDITIONS or kind not in ("web", "text"):
            return _refusal(request, 404, "there is no such edition")
        path = self._path(self._slug(request))
        return JSONResponse(await run_in_threadpool(lambda: self._shown(self._source(path)[0], edition, kind)))

    def _shown(self, origin: Source, edition: str, kind: str) -> dict[str, Any]:
        return {"html": self.looks.html(origin, edition)} if kind == "web" else self.looks.text(origin, edition)

    async def paper(self, request: Request) -> Response:
        """A printed page as a picture: the requested one, or the one with the text that is being written."""
        asked = request.query_params
        path = self._path(self._slug(request))
        if asked.get("edition") not in EDITIONS:
            return _refusal(request, 404, "there is no such edition")
        sheet = await run_in_threadpool(
            lambda: self.looks.sheet(self._source(path)[0], asked["edition"], asked.get("focus", ""))
        )
        width = min(max(_number_of(asked.get("width")), 200), 2400)
        picture = await self.press.picture(sheet, _number_of(asked.get("page")), width)
        if picture is None:
            return Response(status_code=204)
        numbers = {"x-page": str(picture.page), "x-pages": str(picture.pages)}
        return Response(picture.jpeg, media_type="image/jpeg", headers=numbers)

    async def findings(self, request: Request) -> Response:
        """The findings, and the state of the file that they are about."""
        slug, t = self._slug(request), _say(request)
        path = self._document(slug)

        def find() -> dict[str, Any]:
            origin, name = self._source(path)
            if slug.startswith("_"):
                return {"digest": name, "findings": self.looks.misfits(origin, *_entry_of(slug), t)}
            findings = self.looks.findings(origin, t)
            listed = [*findings, *doubts.listed(self.project, path.parent.name, t)]
            return {"digest": name, "findings": [self._by_name(each, t) for each in listed]}

        return JSONResponse(await run_in_threadpool(find))

    def _by_name(self, finding: dict[str, Any], t: Say) -> dict[str, Any]:
        """The finding, with issuers' names in place of their files' names."""
        if finding["code"] not in (contact.CODE, import_findings.CODE):
            return finding
        issuers = self._known()["issuers"]

        def name(match: re.Match[str]) -> str:
            return t.named(issuers.get(match[1], {})) or match[0]

        return finding | {"message": re.sub(r"`([\w.-]+)`", name, finding["message"])}

    async def versions(self, request: Request) -> Response:
        kept = Versions.of(self.project.root, self._path(self._slug(request)).parent.name)
        listed = await run_in_threadpool(kept.all)
        t = _say(request)
        return JSONResponse(
            [{"digest": each.digest, "when": t.moment(each.when, seconds=True)} for each in listed[:200]]
        )

    async def difference(self, request: Request) -> Response:
        """Describe in words what has changed since an earlier version."""
        slug, t = self._slug(request), _say(request)
        path, old = self._path(slug), Versions.of(self.project.root, slug).read(request.path_params["digest"])
        if old is None:
            return _refusal(request, 404, "this version is not kept any more")

        def compare() -> Sequence[str]:
            from hkpress.desk.looks import finished

            texts = (source.parse_bytes(old, path), self._source(path)[0])
            before, after = (history.said(self.looks.release(finished(each))) for each in texts)
            told = map(str, changes_in_words({name: pairs(before[name], after[name], name) for name in after}))
            parted = (each.partition(" ") for each in told)
            return [f"{t(name_of(first)) if first in after else first}{gap}{rest}" for first, gap, rest in parted]

        return JSONResponse(await run_in_threadpool(compare))

    async def act(self, request: Request) -> Response:
        asked = Act.model_validate_json(await request.body() or b"{}")
        slug, t = self._slug(request), _say(request)
        path, answer = self._path(slug), asked.answer.strip()
        named = {each.name: each for each in actions.ACTIONS}
        action = named.get(request.path_params["action"])
        if not action or (action.asks and not answer):
            return _refusal(request, 404, "there is no such button")
        done = await actions.run(self.project, action, slug, answer)
        return JSONResponse(await run_in_threadpool(self._done, action, done, path, t))

    def _done(self, action: Action, done: Done, path: Path, t: Say) -> dict[str, Any]:
        """The result of a command: the files that it made, and the problems in its way, by the rows of the form."""
        try:
            origin = self._source(path)[0]
            findings = self.looks.findings(origin, t)
        except Invalid:
            origin, findings = None, []
        problems, rest = made.problems(done.said, origin)
        well = not done.code or bool(action.shows)
        listed = [*self._made(action, done, path, t)]
        partly = t("Done, but for this:") if listed else t("Not done. This is what stands in the way:")
        return {
            "done": well,
            "told": t("Done.") if well else partly,
            "said": rest,
            "problems": [
                {"loc": each.loc, "message": made.described(each, findings, self.looks, t)} for each in problems
            ],
            "files": listed,
        }

    def _made(self, action: Action, done: Done, path: Path, t: Say) -> Iterator[dict[str, str]]:
        """The files that a command has made: what each is, its name, and its address."""
        root = self.project.root

        def shown(label: str, name: str, address: str, group: str = "") -> dict[str, str]:
            return {"label": label, "name": name, "address": address, "group": group}

        if action.shows and (root / action.shows).is_file():
            yield shown(t("What changed"), Path(action.shows).name, self._ticket(action.shows))
        elif action.name == "newsroom" and done.code in (0, 1):
            ticket = self.key.ticket(SITE)
            try:
                paths = newsroom_settings.read(root).paths
            except Invalid:  # the command has said so
                return
            for edition, folder in paths.items():
                if (root / SITE / (folder or "") / "index.html").is_file():
                    yield shown(t("The newsroom"), t(made.EDITION_NAMES[edition]), f"/site/{ticket}/{folder}")
        elif action.name in ("build", "kit") and not done.code:
            for file, label, group in made.files(self.project, path.parent.name, t):
                if action.name == "build" or file.name == "press-kit.zip":
                    yield shown(label, file.name, self._ticket(file.relative_to(root).as_posix()), group)

    async def site(self, request: Request) -> Response:
        """A page or file of the newsroom preview, without its scripts."""
        path = request.path_params["path"]
        if not self.key.admits(request.path_params["ticket"], SITE):
            return _refusal(request, 403, "the ticket of this file is not valid")
        target = inside(self.project.root / SITE / path, self.project.root / SITE)
        target = target / "index.html" if target.is_dir() else target
        if not target.is_file():
            return _refusal(request, 404, "there is no such file")
        return _file(target, {"content-security-policy": SITE_CSP})

    async def file(self, request: Request) -> Response:
        """A file that the page shows, such as a photo or a PDF. The address must hold its ticket."""
        path = request.path_params["path"]
        if not self.key.admits(request.path_params["ticket"], path):
            return _refusal(request, 403, "the ticket of this file is not valid")
        target = inside(self.project.root / path, self.project.root)
        if not target.is_file():
            return _refusal(request, 404, "there is no such file")
        if path.startswith("releases/"):
            small = await run_in_threadpool(photos.thumbnail, target)
            return Response(small.data, media_type=small.mime)
        return _file(
            target,
            {"content-security-policy": f"sandbox allow-popups; {PAPER_CSP}"} if target.suffix == ".html" else {},
        )

    # --- news --------------------------------------------------------------------------------

    async def events(self, request: Request) -> Response:
        """Tell the page when its release, or a shared file, has changed on the disk."""
        slug = request.query_params.get("slug", "")
        paths = self._watched(self._document(slug)) if slug else [self.project.releases]

        async def tell() -> AsyncIterator[str]:
            self.pages += 1
            try:
                before = _states(paths)
                yield _event("open", {})
                beat = time.monotonic()
                while not self.ended.is_set():
                    await asyncio.sleep(_LOOK_EVERY)
                    now = _states(paths)
                    if now != before:
                        before = now
                        yield _event("changed", {})
                    elif time.monotonic() - beat > 15:
                        beat = time.monotonic()
                        yield _event("beat", {})
            finally:
                self.pages -= 1
                self.used = time.monotonic()

        return StreamingResponse(tell(), media_type="text/event-stream")

    def _watched(self, path: Path) -> list[Path]:
        shared = self.project.releases / SHARED
        return [path, shared / "people.yaml", shared / "glossary.yaml", *sorted((shared / "issuers").glob("*.yaml"))]

    # --- files ---------------------------------------------------------------------------------------

    def _slug(self, request: Request) -> str:
        return str(request.path_params["slug"])

    def _path(self, slug: str) -> Path:
        """The file of an existing release. Raises Invalid."""
        if slug not in self.project.slugs():
            raise Invalid([Diagnostic(_GONE, "release")])
        path = manuscript(self.project, slug)
        inside(path, self.project.root)
        return path

    def _document(self, slug: str) -> Path:
        """The file of a release; or a shared one, for `_issuers.` or `_people.` and a name. Raises Invalid."""
        if not slug.startswith("_"):
            return self._path(slug)
        kind, name = _entry_of(slug)
        if name not in self._known().get(kind, {}) or kind not in entries.ENTRIES:
            raise Invalid([Diagnostic(_GONE, "release")])
        shared = self.project.releases / SHARED
        path = shared / "people.yaml" if kind == "people" else shared / "issuers" / f"{name}.yaml"
        inside(path, self.project.root)
        return path

    def _versions(self, slug: str) -> Versions:
        return Versions.of(self.project.root, "_people" if slug.startswith("_people") else slug)

    def _source(self, path: Path) -> tuple[Source, str]:
        """The file's present state, and its digest; read again only if it has changed."""
        return self._parsed(read_file(real(path)), path)

    def _parsed(self, raw: bytes, path: Path) -> tuple[Source, str]:
        name = version_name(raw)
        kept = self.sources.get(path)
        if kept and kept[0] == name:
            return kept[1], name
        origin = source.parse_bytes(raw, path)
        self.sources[path] = name, origin
        return origin, name


def _entry_of(slug: str) -> tuple[str, str]:
    """Kind and name of a shared entry."""
    kind, _, name = slug.removeprefix("_").partition(".")
    return kind, name


def _home(path: Path) -> Path:
    """The folder in which a file's pictures are: the release's, or the shared one."""
    return path.parents[root_of(path)[0] is ISSUER]


def _number_of(given: str | None) -> int:
    return int(given) if given and given.isdecimal() and len(given) < 6 else 0


def _states(paths: Sequence[Path]) -> list[Any]:
    def state(path: Path) -> Any:
        try:
            return STATE(path.stat())
        except OSError:
            return None

    return [state(path) for path in paths]


def _event(name: str, data: Any) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"


def _all_strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _all_strings(item)


_MEDIA_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".html": "text/html",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
}


def _file(path: Path, headers: dict[str, str] | None = None) -> Response:
    kind = _MEDIA_TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Response(path.read_bytes(), media_type=kind, headers=headers)


def _page_file(request: Request) -> Response:
    files = {path.name: path for path in PAGE.iterdir() if path.suffix in (".js", ".css", ".svg")}
    path = files.get(request.path_params["name"])
    if not path:
        return _refusal(request, 404, "there is no such file")
    headers = {"content-encoding": "gzip", "vary": "accept-encoding"}
    return Response(_packed(path), media_type=_MEDIA_TYPES[path.suffix], headers=headers)


@cache
def _packed(path: Path) -> bytes:
    """A file of the page, compressed: every browser that can show the page can read that."""
    return gzip.compress(path.read_bytes(), mtime=0)


def _paper(_: Request) -> Response:
    """The frame around the finished page."""
    empty = '<!doctype html><html lang="en"><head><title>hkpress</title></head><body></body></html>'
    return Response(empty, media_type="text/html", headers={"content-security-policy": PAPER_CSP})


# --- refusals ------------------------------------------------------------------------------------------


def _say(request: Request) -> Say:
    """The language that the page is read in."""
    return Say("tc" if request.headers.get("accept-language", "").startswith(("tc", "zh")) else "en")


def _refusal(request: Request, status: int, reason: str, **more: Any) -> Response:
    return JSONResponse({"problem": _say(request).message(reason), **more}, status)


def _problem(each: Diagnostic, t: Say) -> dict[str, Any]:
    return {
        "message": in_words(each.message, t),
        "line": each.span.line if each.span else 0,
        "file": each.path.name if each.path else "",
    }


def _differing(each: Proposal, t: Say) -> dict[str, Any]:
    names = ("kind", "edition", "old", "new", "who", "writable", "is_for_all")
    fields = {name: getattr(each, name) for name in names} | {"what": t(KINDS[each.kind])}
    note = import_findings.in_language(each.note, t.lang)
    hand = not each.writable and each.kind not in ("comment", "older")
    more = {"note": note, "hand": hand, "pieces": compare_words(each.old, each.new)}
    return {**fields, **more, "loc": each.loc or import_findings.loc_of(each.at)}


async def _refused(request: Request, error: Exception) -> Response:
    return _refusal(request, 422, str(error))


async def _misread(request: Request, _: Exception) -> Response:
    return _refusal(request, 400, "the page and the program do not understand each other: load the page again")


async def _conflict(request: Request, error: Any) -> Response:
    change: FieldChange = error.change
    more = {"loc": change.loc, "theirs": error.theirs, "mine": change.value}
    return _refusal(request, 409, "the file says something else", **more)


def _unreadable(request: Request, error: Any) -> Response:
    status = 403 if isinstance(error, Outside) else 500
    reason = _REASONS.get(error.errno) or f"{Path(error.filename or '').name}: {error.strerror or error}"
    return _refusal(request, status, reason)


_GONE = "there is no such release here: another program may have renamed or removed it"
_DISK_FULL = "the disk is full: once there is room, it is saved by itself"
_LOCKED = "this computer does not let hkpress write the file: ask who looks after it"
_REASONS = {
    errno.ENOENT: _GONE,
    errno.ENOSPC: _DISK_FULL,
    errno.EDQUOT: _DISK_FULL,
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), _LOCKED),
}
