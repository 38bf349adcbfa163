"""The page in the browser: a conversation on the left, the article it quotes on the right.

How the parts plug in:

- `serving` puts the page on a port and stays until Ctrl-C; `build` makes it, a `gr.Blocks`, out of the parts below, and
  hands them what they share (`Shared`: the engine, the bridge to the script and what a session keeps).
- Each part is a small class that makes its components, keeps them as attributes, and binds its events in `bind()`, so
  that a new part (an export, a thumb) joins by a line in `build`: `Thread` (questions and answers), `Composer` (where
  one types), `Reader` (the article), `LibraryPanel` (which articles there are).
- What they show is made by pure functions beside them, `*_html`: records in, escaped HTML out. Nothing else makes HTML.
- `conversation` is what a session knows: exchanges, each a whole `rag.Answer`. The server forgets it with the session;
  a copy in the reader's own browser (`gr.BrowserState`) outlives a reload. Whether a question belongs to it the browser
  says, by a count of how often the reader began anew: no order of messages can mix two conversations.
- `texts` has the page's fixed words in the language that `chat --language` names; what is said of one answer is in
  that of the answer, from `ui.wording`.
- `uploads` names the files that a reader adds, and sees that none is left behind.
- `page.js` is the only script. It catches clicks and keys on what the functions made, `data-do="name"`, and passes them
  through one hidden component, the bridge, as events by that name: `shared.bridge.open(function, inputs, outputs)`; the
  function reads what was sent with `shared.sent`. `page.css` is the only
  style sheet.

Every event is private: none is an endpoint for programs unless it says so.
"""

import os

# Before gradio is loaded anywhere below: otherwise it asks addresses on the network when it starts.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
# Its own figures on each event, which nobody looks at here: they cost a table a question, and load pandas for it.
os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", str(10**9))
