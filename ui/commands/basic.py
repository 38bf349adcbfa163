"""The everyday commands and their options.

Each imports what does its work only when it runs, since that takes seconds.
"""

from pathlib import Path
from typing import Annotated, Literal

import typer

from index.errors import UsageError
from ui.commands.app import (
    AsJson,
    FileFilter,
    FromFilter,
    LibraryFolder,
    Model,
    PublisherFilter,
    Strict,
    ToFilter,
    Write,
    command,
)

Question = Annotated[str, typer.Argument(metavar="QUESTION", help="In quotes, at most 2,000 characters.")]


@command("index")
def index(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, and folders with all they hold.")],
    library: LibraryFolder = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Go on indexing whenever a file changes.")] = False,
    network: Annotated[
        bool, typer.Option("--allow-network", help="Fetch web addresses given as PATH, and those of a sitemap.")
    ] = False,
    queue: Annotated[
        bool, typer.Option("--queue", help="Leave it to workers; PATH may be a storage, too, as s3://BUCKET/FOLDER.")
    ] = False,
) -> None:
    """Bring the library in step with files and folders.

    New and changed files are read, moved ones keep what is known of them, vanished ones are removed; unchanged ones
    cost nothing. Text, Markdown, web pages, PDF, Word, OpenDocument, EPUB, mail, feeds, web archives, and zip files of
    these.
    """
    if queue:
        if dry_run or watch or network:
            raise UsageError("--queue stands alone: leave out --dry-run, --watch and --allow-network.")
        from index.queue.opening import with_packages

        with with_packages():
            from ui.tasks.indexing.queueing import put_on_queue
        put_on_queue(paths, library)
        return
    from ui.tasks.indexing.run import index_named

    index_named(paths, library, dry_run=dry_run, watch=watch, network=network)


@command("ask")
def ask(
    question: Question,
    library: LibraryFolder = None,
    file: FileFilter = None,
    publisher: PublisherFilter = None,
    published_from: FromFilter = None,
    published_to: ToFilter = None,
    llm: Model = None,
    write: Write = None,
    strict: Strict = False,
    as_json: AsJson = False,
) -> None:
    """Answer a question, each statement with its source."""
    from ui.filters import make_filters
    from ui.opening import Writing
    from ui.tasks.ask import ask_once

    filters = make_filters(file, publisher, published_from, published_to)
    ask_once(question, library, filters, Writing(llm, strict, write), as_json=as_json)


@command("search")
def search(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="A question or some words, in quotes.")],
    limit: Annotated[int, typer.Option(min=1, max=100, metavar="N", help="The most passages to show.")] = 10,
    library: LibraryFolder = None,
    file: FileFilter = None,
    publisher: PublisherFilter = None,
    published_from: FromFilter = None,
    published_to: ToFilter = None,
    as_json: AsJson = False,
) -> None:
    """Find the passages that best match some words."""
    from ui.filters import make_filters
    from ui.tasks.ask import search_once

    search_once(query, library, make_filters(file, publisher, published_from, published_to), limit, as_json=as_json)


@command("batch")
def batch(
    questions: Annotated[
        str, typer.Argument(metavar="QUESTIONS.jsonl", help="A JSON object a line: id, question, history; - is stdin.")
    ],
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="ANSWERS.jsonl", help="Where the answers go; - is stdout.")
    ],
    library: LibraryFolder = None,
    file: FileFilter = None,
    publisher: PublisherFilter = None,
    published_from: FromFilter = None,
    published_to: ToFilter = None,
    llm: Model = None,
    write: Write = None,
    strict: Strict = False,
) -> None:
    """Answer a file of questions, a JSON object a line, in order."""
    from ui.filters import make_filters
    from ui.opening import Writing
    from ui.tasks.batch import answer_file

    filters = make_filters(file, publisher, published_from, published_to)
    answer_file(questions, output, library, filters, Writing(llm, strict, write))


Host = Annotated[str, typer.Option(metavar="HOST", help="The address of this machine to listen on.")]
Port = Annotated[
    int | None, typer.Option(min=1, max=65535, metavar="PORT", help="By default the first free one from 7860 on.")
]
Auth = Annotated[Path | None, typer.Option(metavar="FILE", help="Who may use the page; `add-user` makes the file.")]
Anonymous = Annotated[bool, typer.Option("--allow-anonymous", help="Let other machines in without a password.")]
AnonymousRole = Annotated[
    Literal["reader", "editor"],
    typer.Option(help="What they may do then: an editor also adds articles and removes them."),
]
Names = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-host", metavar="NAME", help="A name that the page is called by, as a proxy's. May be given again."
    ),
]
NoToken = Annotated[
    bool, typer.Option("--no-token", help="Let in all users and programs of this machine, without the token.")
]
LogQuestions = Annotated[
    bool, typer.Option("--log-questions", help="Let the log say what is asked, too: others' questions as well.")
]
PageLanguage = Annotated[
    Literal["ar", "de", "en", "es", "fr", "ru", "tr"],
    typer.Option("--language", help="The language of the page's own words; an answer is in that of its question."),
]


@command("chat")
def chat(
    sample: Annotated[bool, typer.Option("--sample", help="Talk about the sample articles that come along.")] = False,
    terminal: Annotated[bool, typer.Option("--terminal", help="Talk here instead of in the browser.")] = False,
    host: Host = "127.0.0.1",
    port: Port = None,
    show: Annotated[bool, typer.Option("--open", help="Open the browser, too.")] = False,
    auth: Auth = None,
    anonymous: Anonymous = False,
    anonymous_role: AnonymousRole = "reader",
    log_questions: LogQuestions = False,
    names: Names = None,
    no_token: NoToken = False,
    language: PageLanguage = "en",
    tools: Annotated[bool, typer.Option("--mcp", help="Offer tools for language models (MCP), too.")] = False,
    library: LibraryFolder = None,
    file: FileFilter = None,
    publisher: PublisherFilter = None,
    published_from: FromFilter = None,
    published_to: ToFilter = None,
    llm: Model = None,
    write: Write = None,
    strict: Strict = False,
) -> None:
    """Hold a conversation in the browser: each quote is shown in its article.

    A question may lean on those before it. With --terminal the conversation is held here.
    """
    if not terminal:  # loading what serves a page takes seconds, in which nobody should wonder
        from ui.terminal.output import message

        message("Starting the page ...")
    from ui.filters import make_filters
    from ui.opening import Writing

    filters, writing = make_filters(file, publisher, published_from, published_to), Writing(llm, strict, write)
    if terminal:
        from ui.tasks.chat import open_chat

        open_chat(library, filters, writing, sample=sample)
        return
    from ui.page.serving import Door
    from ui.tasks.page import open_page

    door = Door(host, port, None, anonymous, tools, anonymous_role, tuple(names or ()), not no_token, language)
    open_page(library, filters, writing, door, auth, sample=sample, show=show)


@command("info")
def info(library: LibraryFolder = None, as_json: AsJson = False) -> None:
    """Say what a library holds and how it was made."""
    from ui.tasks.articles.info import describe

    describe(library, as_json=as_json)
