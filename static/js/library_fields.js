// Fields that hold a picture or document of the library, and the rows of those that an entry shows.

import { accept, choose, copy, template, thumbnail } from "./library.js";
import { move, number, rowsOf } from "./order.js";

function show(box, item) {
  const shown = box.querySelector(".library-field__shown");
  shown.replaceChildren();
  if (item) {
    if (item.src) shown.append(thumbnail(item));
    const words = document.createElement("span");
    words.textContent = item.words;
    const detail = document.createElement("small");
    detail.textContent = item.detail ?? "";
    shown.append(words, detail);
  }
  const part = (name) => box.querySelector(`[data-part="${name}"]`);
  part("clear").hidden = !item || box.isRow;
  part("edit").hidden = !item?.edit;
  if (item?.edit) part("edit").href = item.edit;
}

function set(box, item) {
  const input = box.querySelector("input");
  input.value = item?.number ?? "";
  show(box, item);
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

// What the button is for, and what was chosen by it.
function name(button, input, shown) {
  const label = document.querySelector(`label[for="${input.id}"]`);
  shown.id = `${input.id}_shown`;
  const help = input.getAttribute("aria-describedby") ?? "";
  button.setAttribute("aria-describedby", `${shown.id} ${help}`.trim());
  if (!label) return;
  label.id = `${input.id}_label`;
  label.htmlFor = button.id;
  button.setAttribute("aria-labelledby", `${label.id} ${button.id}`);
}

function equip(box) {
  const { kind, words, detail, edit, src, width, height } = box.dataset;
  const input = box.querySelector("input");
  if (box.classList.contains("is-equipped") || !template(kind) || box.closest(".empty-form")) return;
  box.classList.add("is-equipped");
  box.isRow = Boolean(box.closest(".attachments"));
  box.querySelector(".library-field__words")?.remove();
  const shown = document.createElement("div");
  shown.className = "library-field__shown";
  const buttons = copy(kind, ".library-buttons");
  input.after(shown, buttons);
  const part = (name) => buttons.querySelector(`[data-part="${name}"]`);
  input.hidden = true;
  part("choose").id = `${input.id}_choose`;
  name(part("choose"), input, shown);
  part("choose").hidden = part("up").hidden = part("down").hidden = true;
  if (!input.disabled) {
    part("choose").hidden = false;
    part("choose").addEventListener("click", async () => {
      const [item] = await choose(kind);
      if (item) set(box, item);
      part("choose").focus();
    });
    part("clear").addEventListener("click", () => set(box, null));
    if (box.isRow) {
      part("up").hidden = part("down").hidden = false;
      part("up").addEventListener("click", () => move(box.closest(".inline-related"), -1, part("up")));
      part("down").addEventListener("click", () => move(box.closest(".inline-related"), 1, part("down")));
    } else {
      accept(box, async (files) => {
        const [item] = await choose(kind, { files });
        if (item) set(box, item);
      });
    }
  }
  show(box, words ? { number: input.value, words, detail, edit, src, width, height } : null);
}

// --- Rows --------------------------------------------------------------------------------------

async function add(group, kind, options = {}) {
  for (const item of await choose(kind, { several: true, ...options })) {
    const isThere = [...group.querySelectorAll(`[name$=-${kind}]`)].some((i) => i.value === String(item.number));
    if (isThere) continue;
    group.querySelector(".add-row a").click();
    const box = rowsOf(group).at(-1).querySelector(".library-field");
    equip(box);
    set(box, item);
  }
  number(group);
}

for (const group of document.querySelectorAll(".attachments")) {
  const { kind } = group.dataset;
  if (!template(kind) || !group.querySelector(".empty-form")) continue;
  group.classList.add("is-equipped");
  const button = copy(kind, ".library-add");
  group.querySelector(".attachments__add").replaceWith(button);
  button.firstElementChild.addEventListener("click", () => add(group, kind));
  accept(group, (files) => add(group, kind, { files }));
}
document.addEventListener("formset:added", (event) => {
  event.target.querySelectorAll(".library-field").forEach(equip);
});
document.addEventListener("formset:removed", () => {
  queueMicrotask(() => document.querySelectorAll(".attachments.is-equipped").forEach(number));
});
document.querySelectorAll(".library-field").forEach(equip);
