// The page's only script. It runs once, inside the hidden bridge component: `trigger` sends a named event to the server.
// The server makes all HTML; here clicks and keys become events, marks come into view, and panes open and close.
"use strict";
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const read = (text) => { try { return JSON.parse(text); } catch { return []; } };
const narrow = () => matchMedia("(max-width: 899px)").matches;
const panes = () => one("#panes");
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

const texts = JSON.parse(one("[data-texts]", element).dataset.texts);
document.documentElement.lang = texts.lang;
document.documentElement.dir = texts.dir;

// What the reader shows: the exchange it came from, its quotes, and which of them is in view.
let shown = { exchange: null, quotes: [], at: -1 };
let before = null; // what had the focus before the sheet opened

const ask = (question, position) => { following = true; trigger("ask", { question, position }); };

function side(name) {
  panes().dataset.side = name;
  for (const tab of all("#tabs [role=tab]")) tab.setAttribute("aria-selected", String(tab.dataset.tab === name));
}

function openSheet() {
  if (!narrow() || panes().dataset.sheet) return;
  before = document.activeElement;
  panes().dataset.sheet = "open";
}

function closeSheet() {
  if (!panes().dataset.sheet) return;
  delete panes().dataset.sheet;
  before?.focus?.();
}

// Opens the article of a quote, or, when it is open already, brings the quote into view.
function openQuote(exchange, marker) {
  const quotes = read(exchange.dataset.quotes);
  const at = quotes.findIndex((quote) => quote.marker === marker);
  if (at < 0) return;
  const quote = quotes[at];
  const same = shown.exchange === exchange.dataset.exchange && isOpen(quote.file);
  shown = { exchange: exchange.dataset.exchange, quotes, at };
  side("reader");
  openSheet();
  if (same) return settle(true);
  const marks = quotes.filter((each) => each.file === quote.file);
  trigger("open", { file: quote.file, sha256: quote.sha256, marks, current: marks.indexOf(quote) });
}

function openPlace(file, start, end) {
  shown = { exchange: null, quotes: [], at: -1 };
  side("reader");
  openSheet();
  const marks = end > start ? [{ start, end }] : [];
  trigger("open", { file, marks, current: marks.length - 1 });
}

const isOpen = (file) => one("#reader .open-article")?.dataset.file === file;

function step(by) {
  const at = shown.at + by;
  const exchange = all(".exchange").find((each) => each.dataset.exchange === shown.exchange);
  if (exchange && shown.quotes[at]) openQuote(exchange, shown.quotes[at].marker);
}

// After the article is there: the current mark distinct and in view, the steps and the buttons in accord with it.
function settle(smooth) {
  distinguish();
  bringIntoView(smooth);
}

function distinguish() {
  const quote = shown.quotes[shown.at];
  const marks = all("#reader mark");
  if (quote) for (const mark of marks) mark.classList.toggle("current", mark.dataset.marker === String(quote.marker));
  for (const button of all(".marker[data-marker], .card[data-marker]")) {
    const own = button.closest(".exchange")?.dataset.exchange === shown.exchange;
    button.classList.toggle("now", Boolean(own && quote && button.dataset.marker === String(quote.marker)));
  }
  const steps = one("#tabs .steps");
  if (steps) {
    steps.hidden = shown.quotes.length === 0;
    const [at, of] = [shown.at + 1, shown.quotes.length];
    one(".place", steps).textContent = texts[narrow() ? "at" : "quote-at"].replace("{at}", at).replace("{all}", of);
    const [previous, next] = all("button", steps);
    previous.disabled = shown.at <= 0;
    next.disabled = shown.at >= shown.quotes.length - 1;
  }
}

function bringIntoView(smooth) {
  const scroller = one("#reader");
  const target = one("#reader mark.current");
  if (!scroller) return;
  if (!target) { scroller.scrollTop = 0; return; }
  const top = target.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
  const room = Math.max(80, (scroller.clientHeight - target.getBoundingClientRect().height) / 3);
  scroller.scrollTo({ top: Math.max(0, top - room), behavior: smooth && !calm() ? "smooth" : "instant" });
  if (panes().dataset.sheet) target.focus({ preventScroll: true });
}

// A finished answer opens the article of its first quote by itself; the reader is then about that answer.
function adopt() {
  const latest = one("#current .exchange:not([aria-busy])");
  const quotes = latest?.dataset.exchange && latest.dataset.exchange !== adopted ? read(latest.dataset.quotes) : [];
  if (!quotes.length || !isOpen(quotes[0].file)) return false;
  if (one("#reader mark.current")?.dataset.marker !== String(quotes[0].marker)) return false;
  adopted = latest.dataset.exchange;
  shown = { exchange: adopted, quotes, at: 0 };
  side("reader");
  return true;
}
let adopted = "";

async function copy(button) {
  const text = button.closest(".exchange").dataset.copied;
  const label = button.textContent;
  try { await navigator.clipboard.writeText(text); button.textContent = texts.copied; }
  catch { button.textContent = texts["not-copied"]; }
  setTimeout(() => { button.textContent = label; }, 1500);
}

function theme() {
  const dark = document.body.classList.toggle("dark");
  localStorage.setItem("pressmark-theme", dark ? "dark" : "light");
}

const number = (exchange) => Number(exchange.dataset.number);
const actions = {
  copy,
  theme,
  suggest: (button) => ask(button.dataset.question || button.textContent, null),
  retry: (button) => { const from = button.closest(".exchange"); ask(from.dataset.question, number(from)); },
  edit: (button) => {
    const from = button.closest(".exchange");
    trigger("edit", { question: from.dataset.question, position: number(from) });
    one("#question textarea").focus();
  },
  unedit: () => trigger("unedit", {}),
  fresh: () => {
    shown = { exchange: null, quotes: [], at: -1 };
    adopted = "";
    finished = null;
    one("#kept").replaceChildren();
    trigger("fresh", {});
    one("#question textarea").focus();
  },
  library: () => { side("library"); openSheet(); },
  tab: (button) => side(button.dataset.tab),
  step: (button) => step(Number(button.dataset.step)),
  close: closeSheet,
  pick: (button) => trigger("pick", { file: button.dataset.file }),
  period: (button) => trigger("period", { first: button.dataset.first, last: button.dataset.last }),
  unfilter: () => trigger("unfilter", {}),
  halt: () => trigger("halt", {}),
  remove,
  correct: (button) => {
    const inputs = [...button.closest(".correction").querySelectorAll("input")];
    const values = Object.fromEntries(inputs.map((input) => [input.name, input.value]));
    trigger("correct", { file: one("#reader .open-article").dataset.file, values });
  },
  restore: (button) => trigger("restore", { key: button.dataset.key }),
};

// Removing asks once more, in the same place.
function remove(button) {
  if (button.dataset.sure) { trigger("remove", { file: button.dataset.file }); return; }
  button.dataset.sure = "asked";
  button.textContent = texts["remove-sure"];
  setTimeout(() => { delete button.dataset.sure; button.textContent = texts.remove; }, 4000);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-do], .marker[data-marker], .card[data-marker], [data-start]");
  if (!button) {
    if (panes().dataset.sheet && !event.target.closest?.("#side")) closeSheet();
    return;
  }
  if (button.dataset.do) { actions[button.dataset.do]?.(button); return; }
  if (button.dataset.marker) { openQuote(button.closest(".exchange"), Number(button.dataset.marker)); return; }
  openPlace(button.dataset.file, Number(button.dataset.start), Number(button.dataset.end));
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { closeSheet(); return; }
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest?.("input, textarea, select")) return;
  if (event.key === "n") step(1);
  else if (event.key === "p") step(-1);
  else if (event.key === "/") { event.preventDefault(); one("#question textarea").focus(); }
  else if (/^[1-9]$/.test(event.key)) {
    const exchange = all(".exchange[data-exchange]").at(-1);
    if (exchange) openQuote(exchange, Number(event.key));
  }
});

// The exchanges before the current one: the server sends each answer once, and they stay here, after those in `#past`.
// A question that is asked again takes its place, and that of all after it.
let finished = null;
function keep() {
  const current = one("#current .exchange");
  if (!current) { // a new conversation
    finished = null;
    one("#kept").replaceChildren();
    return;
  }
  if (finished && finished.dataset.number !== current.dataset.number) {
    one("#kept").append(finished);
    finished = null;
  }
  for (const each of all("#kept .exchange, #past .exchange")) if (number(each) >= number(current)) each.remove();
  if (!current.hasAttribute("aria-busy") && current.dataset.exchange) finished = current.cloneNode(true);
}

// The conversation stays at its latest question; whoever scrolled up while words come is left where they are.
let following = true;
function showLatest() {
  const thread = one("#thread");
  const latest = all("#thread .exchange").at(-1);
  if (!latest) { thread.scrollTop = 0; return; }
  if (!following && latest.hasAttribute("aria-busy")) return;
  const top = latest.getBoundingClientRect().top - thread.getBoundingClientRect().top + thread.scrollTop;
  thread.scrollTo({ top, behavior: "instant" });
}

// What the server sent: the components say so, each once (`shown_html` in `shared.py`), and what they say together is
// done together. All that changes the page goes before what measures it: a layout of the whole page is slow.
const changed = new Set();
function settleAll() {
  const late = one("#current [data-begun]");
  const busy = one("#current .exchange[aria-busy]");
  if (late && Number(late.dataset.begun) !== begun) { late.hidden = true; trigger("late", {}); }
  else if (busy && one(".pending", busy)) halted = false;
  else if (busy && halted) trigger("halted", {});
  const [asked, restored, opened] = ["current", "past", "reader"].map((place) => changed.has(place));
  changed.clear();
  if (asked) keep();
  const settled = (asked || opened) && adopt() || opened;
  if (settled) distinguish();
  if (asked || restored) showLatest();
  if (settled) bringIntoView(false);
}

// Where the files of the folder that was last picked stood in it.
let picked = [];
document.addEventListener("change", (event) => {
  if (event.target.type === "file") picked = [...event.target.files].map((file) => file.webkitRelativePath);
}, { capture: true });

// How often the reader began anew, and whether they stopped what was being written: what comes in spite of it is late.
let begun = 0;
let halted = false;

// What Gradio's components call. `stopped`: of an answer that the reader stopped what came stays, said to be unchecked.
// `named`: the names of uploaded files, with the folders that they stood in.
window.pressmark = {
  changed(place) {
    if (!changed.size) queueMicrotask(settleAll);
    changed.add(place);
  },
  named(files) {
    return (files ?? []).map(({ orig_name: own }, at) => picked[at]?.endsWith(`/${own}`) ? picked[at] : own);
  },
  begin() {
    begun += 1;
    return begun;
  },
  stopped(html, told) {
    const page = document.createElement("template");
    page.innerHTML = html;
    halted = true;
    const exchange = one(".exchange[aria-busy]", page.content);
    if (!exchange) return html;
    exchange.removeAttribute("aria-busy");
    one(".pending", exchange)?.remove();
    exchange.insertAdjacentHTML("beforeend", told);
    return page.innerHTML;
  },
};

// What was typed outlives the document, and so does a question that had no answer yet: it is to be asked again.
const BOXES = ["#question textarea", "#draft-words textarea"];
addEventListener("pagehide", () => {
  const [question, draft] = BOXES.map((box) => one(box)?.value ?? "");
  const unanswered = one("#current .exchange[aria-busy]")?.dataset.question ?? "";
  try { sessionStorage.setItem("pressmark-typed", JSON.stringify([question || unanswered, draft])); }
  catch { /* The browser keeps nothing, or not so much. */ }
});
function retype() {
  const typed = read(sessionStorage.getItem("pressmark-typed"));
  BOXES.map((box) => one(box)).forEach((box, at) => {
    if (!box || box.value || !typed?.[at]) return;
    box.value = typed[at];
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

// A page that went away. Where a connection breaks off, Gradio's script says so, in English, waits for a page that answers
// and loads the document anew. It doesn't where a page ends in order, and an answer would be awaited for ever: so the page
// is asked for while one is written, and the document loaded anew from another page, or from one that asks who is there.
const LOST = "Connection to the server was lost";
let lost = null;
async function askForPage() {
  const answer = await fetch("gradio_api/app_id").catch(() => null);
  const there = answer?.ok ? (await answer.json()).app_id : null;
  if (answer?.status === 401 || (there && there !== window.gradio_config.app_id)) location.reload();
  else if (there) { lost?.remove(); lost = null; }
  else if (!lost) {
    one("#notice").insertAdjacentHTML("beforeend", '<p class="said bad" role="status"></p>');
    lost = one("#notice").lastElementChild;
    lost.textContent = texts.lost;
  }
}
function hearTold() {
  const told = all("[data-testid=toast-text]").filter((each) => each.textContent.startsWith(LOST));
  for (const each of told) each.textContent = texts.lost;
  if (!told.length) askForPage();
}
setInterval(() => { if (lost || one("#current .exchange[aria-busy]")) askForPage(); }, 3000);

function begin() {
  if (!panes() || !one("#reader") || !one("#current")) { setTimeout(begin, 30); return; }
  const kept = localStorage.getItem("pressmark-theme");
  if (kept) document.body.classList.toggle("dark", kept === "dark");
  side(panes().dataset.side ?? "library");
  // An article may have nothing in it that takes the focus, and must scroll by the keyboard all the same.
  one("#reader").tabIndex = 0;
  for (const [pane, label] of [["#reader", texts.article], ["#library", texts.library]]) {
    one(pane)?.setAttribute("role", "tabpanel");
    one(pane)?.setAttribute("aria-label", label);
  }
  const thread = one("#thread");
  one("#past").insertAdjacentHTML("afterend", '<div id="kept"></div>');
  thread.addEventListener("wheel", () => { following = false; }, { passive: true });
  thread.addEventListener("touchmove", () => { following = false; }, { passive: true });
  retype();
  const toasts = one(".toast-wrap");
  if (toasts) new MutationObserver(hearTold).observe(toasts, { childList: true, subtree: true });
}
begin();
