// Drafts: a file dropped on the tab goes the way of a chosen one, and what was checked is saved. Runs once, inside the
// component `#drafting`: `trigger` sends an event to the server, which answers by the component's value.
"use strict";
const tab = () => document.querySelector("#draft");
const files = (event) => event.dataTransfer?.types.includes("Files") && tab()?.contains(event.target);

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-export]");
  if (button) trigger("take", { form: button.dataset.export });
});

document.addEventListener("dragover", (event) => {
  if (files(event)) { event.preventDefault(); tab().classList.add("over"); }
});
document.addEventListener("dragleave", (event) => { if (files(event)) tab().classList.remove("over"); });

document.addEventListener("drop", (event) => {
  if (!files(event)) return;
  event.preventDefault();
  event.stopPropagation();
  tab().classList.remove("over");
  const input = tab().querySelector("input[type=file]");
  const dropped = event.dataTransfer.files;
  if (!input || dropped.length !== 1) return;
  input.files = dropped;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}, true);

watch("value", () => {
  const told = element.querySelector("[data-saved]")?.dataset;
  if (!told) return;
  const bytes = Uint8Array.from(atob(told.bytes), (sign) => sign.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: told.kind }));
  link.download = told.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
});
