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
