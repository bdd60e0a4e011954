// What the editor of formatted texts asks: where a link leads, and which picture is meant.

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

// --- Pictures ----------------------------------------------------------------------------------

let asked = null;

// The pictures of the library, asked for once: [{number, words, src, width, height}, …]
export function library(box, { again = false } = {}) {
  if (again || !asked) {
    asked = fetch(box.dataset.library).then((response) => {
      if (!response.ok || response.redirected) throw new Error(`library: ${response.status}`);
      return response.json();
    }).then(({ pictures }) => pictures);
    asked.catch(() => (asked = null));
  }
  return asked;
}

export async function askForPicture(box, editor) {
  const { answer } = await open(box, "picture", (form, part, dialog) => {
    part("search").hidden = true;
    library(box, { again: true }).then(
      (pictures) => offer(pictures, form, part, dialog),
      () => (part("failed").hidden = false),
    );
  });
  const chain = editor.chain().focus();
  if (answer) {
    // Below what is being written, not within it. The empty paragraph is where one types on; the
    // server drops it if nothing is typed.
    const { $to } = editor.state.selection;
    const below = $to.depth ? $to.after(1) : $to.pos;
    const content = [{ type: "picture", attrs: { number: answer } }, { type: "paragraph" }];
    chain.insertContentAt(below, content).setTextSelection(below + 2);
  }
  chain.run();
}

function offer(pictures, form, part, dialog) {
  part("empty").hidden = pictures.length > 0;
  part("search").hidden = pictures.length < 7;
  const items = pictures.map(choice);
  dialog.querySelector("ul").append(...items);
  items[0]?.querySelector("button").focus();
  form.elements.words.addEventListener("input", () => {
    const words = folded(form.elements.words.value);
    items.forEach((item) => (item.hidden = !folded(item.textContent).includes(words)));
    part("nothing").hidden = items.some((item) => !item.hidden);
  });
}

function choice({ number, words, src, width, height }) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  const img = document.createElement("img");
  Object.assign(img, { src, width, height, alt: "", loading: "lazy" });
  Object.assign(button, { type: "submit", value: number, formNoValidate: true });
  button.append(img, words);
  item.append(button);
  return item;
}

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
