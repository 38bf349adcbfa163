"use strict";
// Filters the questions, and shows an article beside them. Article text only ever becomes text nodes.
(() => {
  const find = (id) => document.getElementById(id);
  const articles = JSON.parse(find("articles").textContent);
  const questions = [...document.querySelectorAll(".question")];
  const panel = find("panel");
  const text = find("text");
  const plain = new Map();
  let opener = null;

  // Filters

  function words(question) {
    if (!plain.has(question)) plain.set(question, question.textContent.toLowerCase());
    return plain.get(question);
  }

  function filter() {
    const outcomes = new Set([...document.querySelectorAll("[name=outcome]:checked")].map((box) => box.value));
    const type = find("type").value;
    const wanted = find("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const question of questions) {
      const fits = (!outcomes.size || outcomes.has(question.dataset.outcome))
        && (!type || question.dataset.type === type)
        && wanted.every((word) => words(question).includes(word));
      question.hidden = !fits;
      shown += fits;
    }
    find("shown").textContent = shown === questions.length ? `All ${shown} questions` : `${shown} of ${questions.length} questions`;
    document.querySelector(".nothing").hidden = shown > 0;
  }

  function showMisses() {
    for (const box of document.querySelectorAll("[name=outcome]")) {
      box.checked = questions.some((each) => each.dataset.outcome === box.value && each.classList.contains("bad"));
    }
    filter();
  }

  // The article

  // Offsets count code points; JavaScript counts UTF-16 units, two for a character beyond the basic plane.
  function toUnits(source, points) {
    const units = new Map();
    const ordered = [...new Set(points)].sort((a, b) => a - b);
    let unit = 0;
    let point = 0;
    for (const next of ordered) {
      while (point < next && unit < source.length) {
        unit += source.codePointAt(unit) > 0xffff ? 2 : 1;
        point += 1;
      }
      units.set(next, unit);
    }
    return units;
  }

  function draw(source, places, active) {
    const units = toUnits(source, places.flatMap((place) => [place.start, place.end]));
    const ranges = places.map((place) => ({ ...place, start: units.get(place.start), end: units.get(place.end) }));
    const chosen = ranges[places.indexOf(active)];
    const cuts = [...new Set([0, source.length, ...ranges.flatMap((range) => [range.start, range.end])])].sort((a, b) => a - b);
    const mark = document.createElement("mark");
    text.replaceChildren();
    cuts.slice(0, -1).forEach((start, index) => {
      const piece = document.createElement("span");
      piece.textContent = source.slice(start, cuts[index + 1]);
      for (const range of ranges) {
        if (range.start <= start && start < range.end) piece.classList.add(range.kind);
      }
      const inside = chosen.start <= start && start < chosen.end;
      if (inside && !mark.isConnected) text.append(mark);
      (inside ? mark : text).append(piece);
    });
    text.scrollTop = mark.isConnected ? mark.offsetTop - text.clientHeight / 4 : 0;
  }

  function placeOf(button) {
    return {
      button,
      file: button.dataset.file,
      start: Number(button.dataset.start),
      end: Number(button.dataset.end),
      kind: button.classList.contains("gold") ? "gold" : "quote",
      name: button.dataset.name,
    };
  }

  function open(button, from) {
    const buttons = [...button.closest(".question").querySelectorAll(".open")];
    const places = buttons.map(placeOf).filter((place) => place.file === button.dataset.file);
    const active = places.find((place) => place.button === button);
    const source = articles[active.file];
    if (source === undefined) return;
    if (panel.hidden) opener = from;
    panel.hidden = false;
    document.body.classList.add("reading");
    find("panel-title").textContent = active.file;
    const line = source.slice(0, toUnits(source, [active.start]).get(active.start)).split(/\r\n|\r|\n/).length;
    find("panel-place").textContent = active.end > active.start ? `line ${line}, characters ${active.start} to ${active.end}` : "the whole article";
    find("panel-places").replaceChildren(...places.filter((place) => place.end > place.start).map((place) => link(place, active)));
    for (const each of document.querySelectorAll("[aria-current]")) if (!panel.contains(each)) each.removeAttribute("aria-current");
    button.setAttribute("aria-current", "true");
    document.querySelector(`[data-cite="${CSS.escape(button.id)}"]`)?.setAttribute("aria-current", "true");
    draw(source, places, active);
  }

  function link(place, active) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = place.kind === "gold" ? "Gold words" : `Quote ${place.name}`;
    if (place === active) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => {
      open(place.button, opener);
      panel.querySelector("#panel-places [aria-current]")?.focus();
    });
    return button;
  }

  function close() {
    if (panel.hidden) return;
    panel.hidden = true;
    document.body.classList.remove("reading");
    for (const each of document.querySelectorAll("[aria-current]")) each.removeAttribute("aria-current");
    opener?.focus();
  }

  // What a reader does

  document.addEventListener("click", (event) => {
    const pressed = event.target.closest(".open, .marker");
    if (!pressed) return;
    const button = pressed.matches(".marker") ? find(pressed.dataset.cite) : pressed;
    if (!button || button.disabled) return;
    open(button, pressed);
    find("panel-title").focus({ preventScroll: true });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target.matches("input, select")) return;
    event.preventDefault();
    find("search").focus();
  });

  find("filters").addEventListener("input", filter);
  find("filters").addEventListener("submit", (event) => event.preventDefault());
  find("filters").addEventListener("reset", () => setTimeout(filter));
  find("misses")?.addEventListener("click", showMisses);
  find("close").addEventListener("click", close);

  // A link to one question opens it.
  const linked = questions.find((question) => `#${question.id}` === decodeURIComponent(location.hash));
  if (linked) linked.querySelector("details").open = true;
  filter();
})();
