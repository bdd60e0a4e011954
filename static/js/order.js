// The order of rows: by buttons, and by dragging. In a form it is in their numbers, which nobody has to type.

let dragged = null;

export const rowsOf = (group) => [...group.querySelectorAll(".inline-related:not(.empty-form)")];

// The order in which they stand is the order in which they are shown.
export function number(group) {
  rowsOf(group).forEach((row, index) => {
    const input = row.querySelector("[name$=-position]");
    if (!input || input.value === String(index + 1)) return;
    input.value = index + 1;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

export function move(row, by, button) {
  const group = row.closest(".inline-group");
  const rows = rowsOf(group);
  const other = rows[rows.indexOf(row) + by];
  if (!other) return;
  if (by < 0) other.before(row);
  else other.after(row);
  number(group);
  button.focus();
  tell(rows.indexOf(row) + by + 1, rows.length);
}

// Who doesn't see that a row has moved hears where it is now.
function tell(place, count) {
  const said = document.querySelector("#moved-to");
  if (said) said.textContent = said.dataset.words.replace("{place}", place).replace("{count}", count);
}

// --- Dragging: `handle` within each row, and what becomes of it where it is dropped -------------

function drag(row, handle, dropped) {
  handle.draggable = true;
  handle.classList.add("drag");
  handle.addEventListener("dragstart", (event) => {
    dragged = row;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    event.dataTransfer.setDragImage(row, 0, 0);
  });
  handle.addEventListener("dragend", () => { dragged = null; });
  const isBeside = () => dragged && dragged !== row && dragged.parentElement === row.parentElement;
  row.addEventListener("dragover", (event) => { if (isBeside()) event.preventDefault(); });
  row.addEventListener("drop", (event) => {
    if (!isBeside()) return;
    event.preventDefault();
    const { top, height } = row.getBoundingClientRect();
    dropped(dragged, row, event.clientY < top + height / 2);
  });
}

// --- The rows of a form ------------------------------------------------------------------------

function equip(row) {
  const input = row.querySelector("[name$=-position]");
  if (!input || input.disabled || row.matches(".is-ordered, .empty-form")) return;
  row.classList.add("is-ordered");
  drag(row, row.querySelector("h3"), (one, other, isBefore) => {
    if (isBefore) other.before(one);
    else other.after(one);
    number(row.closest(".inline-group"));
  });
  const template = document.querySelector("template.order-buttons");
  if (!template || row.closest(".attachments")) return; // whose rows have buttons of their own
  // With its help, which stands beside it where a row of the form holds several fields.
  (input.closest(".fieldBox")?.parentElement ?? input.closest(".form-row")).classList.add("hidden");
  const buttons = template.content.firstElementChild.cloneNode(true);
  row.querySelector("h3").after(buttons);
  const [up, down] = buttons.querySelectorAll("button");
  up.addEventListener("click", () => move(row, -1, up));
  down.addEventListener("click", () => move(row, 1, down));
}

document.querySelectorAll(".inline-related").forEach(equip);
document.addEventListener("formset:added", (event) => {
  equip(event.target);
  if (event.target.matches(".is-ordered")) number(event.target.closest(".inline-group"));
});

// --- A list: the place is sent as a button of its row would send it ----------------------------

for (const button of document.querySelectorAll("#result_list .move[id$=-up]")) {
  const row = button.closest("tr");
  const key = (one) => one.querySelector(".move").id.split("-")[1];
  drag(row, row.querySelector(".position"), (one, other, isBefore) => {
    const up = one.querySelector(".move");
    up.formAction = up.formAction.replace(/up\/$/, `${isBefore ? "before" : "after"}-${key(other)}/`);
    up.click();
  });
}
