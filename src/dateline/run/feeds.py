"""Feeds into a store: ask each politely, fetch what is new in them once, and build it in.

A document's id is a hash of its address, so a story that is fetched again after a crash is the same document. Whether
it is in the store is asked of the store itself; the watch's own file only tells what is still to be done.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import msgspec

from dateline.errors import InputError, NotFoundError
from dateline.model import Document, DocumentId, Issue, content_hash
from dateline.read import ReadOptions, read
from dateline.read.fetch import Answer, LaterError
from dateline.read.listing import Link, key_of, listing
from dateline.read.polite import Polite, back_off
from dateline.read.sources import issue_of
from dateline.run.build import BuildOptions, Manifest, Watcher, build
from dateline.store import Store
from dateline.store.watched import FAR, Feed, Story, Watched

MOST = 500  # stories of one round; the others wait for the next
TRIES = 5  # of a story, until it is given up
DEPTH = 2  # sitemaps within sitemaps


class FollowOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to follow feeds: how pages are read and built in."""

    reading: ReadOptions = ReadOptions()
    building: BuildOptions = BuildOptions()


class Round(msgspec.Struct, kw_only=True):
    """What one round over the feeds came to, in feeds and stories."""

    asked: int = 0
    unchanged: int = 0
    failed: int = 0
    found: int = 0
    stored: int = 0
    refused: int = 0
    waiting: int = 0
    manifest: Manifest | None = None


def follow(
    feeds: tuple[str, ...], store: Store, web: Polite, options: FollowOptions, *, watcher: Watcher | None = None
) -> Round:
    """One round: ask every feed that may be asked, then fetch and store the stories that are new."""
    state = Watched.open(store.folder)
    try:
        return _Follow(store, state, web, options, watcher or Watcher()).round(feeds)
    finally:
        state.close()


class _Follow:
    def __init__(self, store: Store, state: Watched, web: Polite, options: FollowOptions, watcher: Watcher) -> None:
        self._store = store
        self._state = state
        self._web = web
        self._options = options
        self._watcher = watcher
        self._round = Round()
        self._taken: list[tuple[str, DocumentId]] = []

    def round(self, feeds: tuple[str, ...]) -> Round:
        for url in feeds:
            self._poll(url, DEPTH)
        now = self._now()
        stories = self._state.waiting(now, MOST)
        if stories:
            building = self._options.building
            self._round.manifest = build(
                self._documents(stories), self._store, building, inputs=feeds, watcher=self._watcher
            )
            self._settle()
        self._round.waiting = self._state.count()
        return self._round

    def _poll(self, url: str, depth: int) -> None:
        feed = self._state.feed(url)
        if self._now() < feed.due <= self._now() + FAR:
            return
        self._round.asked += 1
        try:
            self._ask(feed, depth)
        except InputError as fault:
            self._round.failed += 1
            failures = feed.failures + 1
            asked = fault.after if isinstance(fault, LaterError) else 0.0
            due = self._now() + back_off(failures, asked, self._web.world.chance())
            self._state.met(msgspec.structs.replace(feed, due=due, failures=failures))
            self._watcher.issue(issue_of(fault, url))

    def _ask(self, feed: Feed, depth: int) -> None:
        known = {"If-None-Match": feed.etag, "If-Modified-Since": feed.modified}
        given = {name: value for name, value in known.items() if value}
        answer = self._web.ask(feed.url, self._options.reading, given)
        if answer.status == 304:
            self._round.unchanged += 1
            self._state.met(msgspec.structs.replace(feed, due=0.0, failures=0))
            return
        _check(answer, feed.url)
        found = listing(answer.data, answer.url, self._options.reading.max_bytes)
        etag, modified = answer.headers.get("etag", ""), answer.headers.get("last-modified", "")
        self._round.found += self._state.met(
            Feed(url=feed.url, etag=etag, modified=modified), list(_named(found.stories))
        )
        for link in found.listings if depth else ():
            self._poll(link.url, depth - 1)

    def _documents(self, stories: list[Story]) -> Iterator[Document | Issue]:
        for story in stories:
            if self._has(_id(story.key)):  # stored by a watch that died before it could say so
                self._state.end(story.key, "done")
            else:
                yield from self._fetched(story)

    def _fetched(self, story: Story) -> Iterator[Document | Issue]:
        try:
            answer = self._web.ask(story.url, self._options.reading)
            _check(answer, story.url)
        except LaterError as fault:
            yield from self._later(story, fault)
            return
        except InputError as fault:
            yield self._refused(story, issue_of(fault, story.url))
            return
        for item in read([story.url], self._options.reading, fetch=lambda *_: answer.page):
            if isinstance(item, Issue):
                yield self._refused(story, item) if item.fatal else item
            else:
                yield from self._once(story, key_of(answer.url), item)
                return

    def _once(self, story: Story, key: str, document: Document) -> Iterator[Document]:
        """The document under the id of its address, unless the same site has said exactly that at another one."""
        told = content_hash(urlsplit(story.url).hostname or "", document.title, document.text)
        if self._state.is_twin(story.key, told):
            self._state.end(story.key, "done", "the site has the same text at another address.")
            return
        id_ = _id(key)
        self._taken.append((story.key, id_))
        yield msgspec.structs.replace(document, id=id_)

    def _later(self, story: Story, fault: LaterError) -> Iterator[Issue]:
        tries = story.tries + 1
        if tries >= TRIES:
            yield self._refused(story, issue_of(fault, story.url))
            return
        due = self._now() + back_off(tries, fault.after, self._web.world.chance())
        self._state.put_off(story, due, fault.what)

    def _refused(self, story: Story, issue: Issue) -> Issue:
        self._round.refused += 1
        self._state.end(story.key, "refused", issue.reason)
        return issue

    def _settle(self) -> None:
        for key, id_ in self._taken:
            kept = self._has(id_)
            self._state.end(key, "done" if kept else "refused", "" if kept else "it could not be coded.")
            self._round.stored += kept
            self._round.refused += not kept

    def _has(self, id_: DocumentId) -> bool:
        try:
            self._store.document(id_)
        except NotFoundError:
            return False
        return True

    def _now(self) -> float:
        return self._web.world.now()


def _check(answer: Answer, where: str) -> None:
    if answer.status != 200:
        raise InputError(f"the server answered {answer.said}.", where)


def _named(links: tuple[Link, ...]) -> Iterator[tuple[str, str]]:
    return ((key_of(link.url), link.url) for link in links)


def _id(key: str) -> DocumentId:
    return DocumentId("d" + content_hash(key))
