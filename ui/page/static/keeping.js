// Verdicts and exports. Runs once, inside the component `#keeping`: `trigger` sends an event to the server, which answers
// by the component's value, one element whose attributes say what to do.
"use strict";
const texts = () => JSON.parse(document.querySelector("#bridge [data-texts]").dataset.texts);
const votes = (exchange) => [...exchange.querySelectorAll(".vote")];

function vote(exchange, verdict, comment) {
  for (const each of votes(exchange)) each.setAttribute("aria-pressed", String(each.dataset.keep === verdict));
  const { question, number, exchange: key } = exchange.dataset;
  trigger("vote", { exchange: key, question, position: Number(number), verdict, comment });
}

// What is wrong with it: asked once the verdict is kept, which a comment then completes.
function askWhy(exchange, verdict) {
  let form = exchange.querySelector(".comment");
  if (!form) {
    form = document.createElement("form");
    form.className = "comment";
    form.innerHTML = '<label><span></span><input type="text" maxlength="2000" autocomplete="off" dir="auto"></label>' +
      '<button type="submit"></button>';
    form.querySelector("button").textContent = texts().send;
    exchange.querySelector(".foot").after(form);
  }
  form.dataset.verdict = verdict;
  form.querySelector("span").textContent = texts()[verdict === "thumbs-down" ? "what-wrong" : "what-good"];
  form.querySelector("input").focus();
}

function say(exchange, sentence, fine) {
  const place = exchange ?? document.querySelector("#notice");
  if (!place) return;
  let said = place.querySelector(".said");
  if (!said) {
    said = document.createElement("p");
    said.className = "said";
    said.setAttribute("role", "status");
    (exchange?.querySelector(".comment") ?? exchange?.querySelector(".foot") ?? place.lastChild ?? place).after(said);
  }
  said.classList.toggle("bad", !fine);
  said.textContent = sentence;
  if (!exchange) setTimeout(() => said.remove(), 5000);
}

function save({ name, kind, text }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${kind};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-keep]");
  const menu = document.querySelector("details.menu[open]");
  if (menu && !event.target.closest?.("details.menu summary")) menu.open = false;
  if (!button) return;
  if (!button.classList.contains("vote")) { trigger("take", { form: button.dataset.keep }); return; }
  const exchange = button.closest(".exchange");
  vote(exchange, button.dataset.keep, "");
  askWhy(exchange, button.dataset.keep);
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest?.(".comment");
  if (!form) return;
  event.preventDefault();
  const exchange = form.closest(".exchange");
  vote(exchange, form.dataset.verdict, form.querySelector("input").value);
  form.remove();
});

document.addEventListener("keydown", (event) => {
  const menu = document.querySelector("details.menu[open]");
  if (event.key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

watch("value", () => {
  const told = element.querySelector("[data-made]")?.dataset;
  if (!told) return;
  if (told.text !== undefined) { save(told); return; }
  const exchange = [...document.querySelectorAll(".exchange")].findLast((each) => each.dataset.exchange === told.exchange);
  say(told.exchange ? exchange : null, told.said, told.fine === "1");
});
