// What the editor of formatted texts asks: where a link leads, and which pictures are meant.

import { choose } from "./library.js";

function open(box, name, initialise) {
  const template = box.querySelector(`template[data-dialog="${name}"]`);
  const dialog = template.content.firstElementChild.cloneNode(true);
  document.body.append(dialog);
  const part = (which) => dialog.querySelector(`[data-part="${which}"]`);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve({ answer: dialog.returnValue, form: dialog.querySelector("form") });
    });
    initialise(dialog.querySelector("form"), part, dialog);
    dialog.showModal();
  });
}

// --- Links -------------------------------------------------------------------------------------

// The server completes addresses in the same way (rich_text/tidying.py).
function completed(address) {
  if (/^(https?:\/\/|mailto:|tel:)\S+$|^[/#?]\S*$/i.test(address)) return address;
  if (/^[^\s/:@]+@[\w-]+(\.[\w-]+)+$/.test(address)) return `mailto:${address}`;
  if (/^[\w-]+(\.[\w-]+)+([/?#:]\S*)?$/.test(address)) return `https://${address}`;
  return null;
}

export async function askForLink(box, editor) {
  if (editor.isActive("picture")) return;
  const isLink = editor.isActive("link");
  const needsWords = editor.state.selection.empty && !isLink;
  const { answer, form } = await open(box, "link", (form, part) => {
    part("words").hidden = !needsWords;
    form.querySelector('[value="unlink"]').hidden = !isLink;
    const { address } = form.elements;
    offerEntries(box, form);
    address.value = editor.getAttributes("link").href ?? "";
    address.addEventListener("input", () => {
      const refused = address.value && !completed(address.value.trim());
      address.setCustomValidity(refused ? address.dataset.refusal : "");
    });
  });
  const chain = editor.chain().focus();
  if (answer === "unlink") chain.extendMarkRange("link").unsetLink().run();
  else if (answer !== "link") chain.run();
  else {
    const address = form.elements.address.value.trim();
    const mark = { type: "link", attrs: { href: completed(address) } };
    const text = form.elements.words.value.trim() || address;
    if (needsWords) chain.insertContent({ type: "text", text, marks: [mark] }).run();
    else chain.extendMarkRange("link").setLink(mark.attrs).run();
  }
}

// The site's own entries by name. An arrow leads from the words to what was found; choosing one fills
// in its permanent address.
function offerEntries(box, form) {
  const { entry, address, words } = form.elements;
  const list = form.querySelector(".rich-text-entries");
  const { entries } = box.querySelector('template[data-dialog="link"]').dataset;
  let waiting;
  let turn = 0;
  async function find() {
    const mine = ++turn;
    const response = await fetch(`${entries}?${new URLSearchParams({ q: entry.value })}`);
    const { items } = response.ok && !response.redirected ? await response.json() : { items: [] };
    if (mine !== turn) return;
    list.replaceChildren(...items.map((item) => entryChoice(item, () => {
      address.value = item.url;
      if (!words.value) words.value = item.words;
      address.focus();
    })));
    if (!items.length && entry.value.trim()) list.textContent = list.dataset.nothing;
  }
  entry.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, 200);
  });
  form.addEventListener("keydown", (event) => {
    if (event.target === entry && event.key === "Enter") event.preventDefault();
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [entry, ...list.querySelectorAll("button")];
    const at = stops.indexOf(event.target);
    if (!by || at < 0) return;
    event.preventDefault();
    stops[at + by]?.focus();
  });
}

function entryChoice({ words, detail }, pick) {
  const line = document.createElement("li");
  const button = document.createElement("button");
  const small = document.createElement("small");
  button.type = "button";
  small.textContent = detail;
  button.append(words, " ", small);
  button.addEventListener("click", pick);
  line.append(button);
  return line;
}

// --- Languages ---------------------------------------------------------------------------------

export async function askForLanguage(box, editor) {
  const marked = editor.getAttributes("language").code;
  const { answer, form } = await open(box, "language", (form) => {
    const { language } = form.elements;
    const own = box.querySelector("textarea").lang;
    language.querySelector(`[value="${own}"]`)?.remove();
    if (marked) language.value = marked;
    form.querySelector('[value="unmark"]').hidden = !marked;
  });
  const chain = editor.chain().focus();
  if (answer) chain.extendMarkRange("language");
  if (answer === "mark") chain.setMark("language", { code: form.elements.language.value });
  if (answer === "unmark") chain.unsetMark("language");
  chain.run();
}

// --- Pictures ----------------------------------------------------------------------------------

// Pictures of the library go below what is being written, not within it. The empty paragraph is where
// one types on; the server drops it if nothing is typed.
export async function askForPicture(editor, options = {}) {
  const pictures = await choose("picture", { several: true, ...options });
  const chain = editor.chain().focus();
  if (pictures.length) {
    const { $to } = editor.state.selection;
    const below = $to.depth ? $to.after(1) : $to.pos;
    const nodes = pictures.map(({ number }) => ({ type: "picture", attrs: { number } }));
    chain.insertContentAt(below, [...nodes, { type: "paragraph" }]);
    chain.setTextSelection(below + nodes.length + 1);
  }
  chain.run();
}
