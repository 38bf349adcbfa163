"use strict";
const findings = [...document.querySelectorAll(".finding")];
const pieces = [...document.querySelectorAll(".piece")];
const boxes = [...document.querySelectorAll("#filters input")];
const shown = () => new Set(boxes.filter((box) => box.checked).map((box) => box.value));
const verdictOf = Object.fromEntries(findings.map((each) => [each.id.slice(1), each.dataset.verdict]));
let now = null;

function showQuote(finding) {
  for (const source of finding.querySelectorAll("details[open] .source")) {
    source.scrollTop = Math.max(0, source.querySelector("mark").offsetTop - 40);
  }
}

function choose(number, focus) {
  const finding = document.getElementById("f" + number);
  if (!finding) return;
  now = number;
  findings.forEach((each) => each.classList.toggle("now", each === finding));
  pieces.forEach((each) => each.classList.toggle("now", each.dataset.findings.split(" ").includes(number)));
  const details = finding.querySelector("details");
  if (details) details.open = true;
  showQuote(finding);
  finding.scrollIntoView({ block: "nearest" });
  const piece = pieces.find((each) => each.classList.contains("now"));
  if (piece) piece.scrollIntoView({ block: "nearest" });
  if (focus) finding.focus({ preventScroll: true });
}

function filter() {
  const wanted = shown();
  findings.forEach((each) => { each.hidden = !wanted.has(each.dataset.verdict); });
  pieces.forEach((each) => {
    const on = each.dataset.findings.split(" ").some((number) => wanted.has(verdictOf[number]));
    each.classList.toggle("off", !on);
  });
}

function first(piece) {
  const wanted = shown();
  return piece.dataset.findings.split(" ").find((number) => wanted.has(verdictOf[number]));
}

document.getElementById("draft").addEventListener("click", (event) => {
  const piece = event.target.closest(".piece");
  if (piece && first(piece)) choose(first(piece), false);
});
document.getElementById("findings").addEventListener("click", (event) => {
  const link = event.target.closest(".line");
  if (link) { event.preventDefault(); choose(link.closest(".finding").id.slice(1), false); }
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const piece = document.activeElement.closest && document.activeElement.closest(".piece");
  if (event.key === "Enter" && piece && first(piece)) { choose(first(piece), true); return; }
  if (event.key !== "j" && event.key !== "k") return;
  const open = findings.filter((each) => !each.hidden);
  if (!open.length) return;
  const at = open.findIndex((each) => each.id === "f" + now);
  const next = event.key === "j" ? Math.min(open.length - 1, at + 1) : Math.max(0, at - 1);
  choose(open[next].id.slice(1), true);
});
findings.forEach(showQuote);
boxes.forEach((box) => box.addEventListener("change", filter));
