// The editor of formatted texts: Tiptap under a toolbar that the server wrote (rich_text.html).
// What is typed goes into the textarea, which is what the form sends and the server cleans.

import { lostPictures, tidied } from "./rich_text_paste.js";
import { describe } from "./library.js";
import { askForLanguage, askForLink, askForPicture } from "./rich_text_dialogs.js";

function edit(box, tiptap) {
  const textarea = box.querySelector("textarea");
  const isClosed = textarea.disabled || textarea.readOnly;
  // Somebody was quicker than this script, or a link led to this very text.
  const isTarget = textarea.matches(":target");
  const isWriting = document.activeElement === textarea || isTarget;
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  if (label) {
    label.id = `${textarea.id}_label`;
    label.removeAttribute("for"); // it names the editor now
  }
  const element = document.createElement("div");
  element.className = "rich-text__paper";
  textarea.before(element);

  const editor = new tiptap.Editor({
    element,
    editable: !isClosed,
    content: textarea.value,
    injectCSS: false, // the policy forbids it: rich_text.css has the rules
    extensions: extensions(tiptap, box),
    editorProps: {
      attributes: attributes(textarea, label),
      transformPastedHTML: tidied,
      handlePaste: (_view, event) => takePictures(event, event.clipboardData, editor, box),
      handleDrop: (_view, event, _slice, isMoved) =>
        !isMoved && takePictures(event, event.dataTransfer, editor, box),
      handleKeyDown: (_view, event) => event.altKey && event.key === "F10" && enter(box),
    },
    onUpdate: () => {
      textarea.value = editor.isEmpty ? "" : editor.getHTML();
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  textarea.hidden = true;
  label?.addEventListener("click", () => editor.commands.focus());
  // Whoever sets the textarea's value says so by this event.
  textarea.addEventListener("change", () => editor.commands.setContent(textarea.value));
  if (!isClosed) equip(box, editor);
  if (isWriting) editor.commands.focus("end", { scrollIntoView: !isTarget });
  if (isTarget) box.scrollIntoView({ block: "center" });
}

// Pictures are uploaded into the library, with words. Of a text that is pasted the clipboard has no
// picture but its address on the machine that it comes from: that it is missing is said.
function takePictures(event, data, editor, box) {
  const note = box.querySelector(".rich-text__lost");
  const pictures = [...data.files].filter((file) => file.type.startsWith("image/"));
  const html = data.getData("text/html");
  const text = data.getData("text/plain").trim();
  note.hidden = true;
  if (pictures.length && !text) {
    event.preventDefault();
    askForPicture(editor, { files: pictures });
    return true;
  }
  const lost = lostPictures(html);
  if (lost || data.files.length > pictures.length) {
    const part = (name) => note.querySelector(`[data-part="${name}"]`);
    part("number").textContent = lost;
    part("pictures").hidden = !lost;
    part("files").hidden = data.files.length <= pictures.length;
    note.hidden = false;
  }
  if (!html && !text && data.files.length) {
    event.preventDefault();
    return true;
  }
  return false;
}

function attributes(textarea, label) {
  const copied = ["lang", "aria-describedby", "aria-invalid"].filter((name) =>
    textarea.hasAttribute(name),
  );
  return {
    ...Object.fromEntries(copied.map((name) => [name, textarea.getAttribute(name)])),
    id: `${textarea.id}_editor`,
    role: "textbox",
    "aria-multiline": "true",
    "aria-readonly": textarea.disabled || textarea.readOnly,
    "aria-labelledby": label?.id ?? "",
  };
}

function extensions(tiptap, box) {
  const { Document, Paragraph, Text, HardBreak, Heading, Bold, Italic, Blockquote } = tiptap;
  const { BulletList, OrderedList, ListItem, Link, History, Dropcursor, Gapcursor } = tiptap;
  const { Strike, Subscript, Superscript } = tiptap;
  return [
    Document,
    Paragraph,
    Text,
    HardBreak,
    Heading.configure({ levels: [2, 3] }),
    Bold,
    Italic,
    Blockquote,
    BulletList,
    OrderedList.configure({ enableListAttributes: false }),
    // Tab leads on to the next field, within a list too.
    ListItem.extend({ addKeyboardShortcuts: () => ({ Enter: (t) => t.editor.commands.splitListItem("listItem") }) }),
    Link.extend({ addKeyboardShortcuts: () => ({ "Mod-k": (t) => askForLink(box, t.editor) || true }) }),
    Strike,
    Subscript,
    Superscript,
    language(tiptap.Mark, box),
    ...tables(tiptap),
    History,
    Dropcursor,
    Gapcursor,
    pictures(tiptap.Node),
  ];
}

// Without widths and alignments, which would be inline styles; a caption is kept, not typed.
function tables({ Table, TableRow, TableCell, TableHeader }) {
  const withoutAlign = { addAttributes() { return { ...this.parent(), align: { default: null, rendered: false } }; } };
  return [
    Table.configure({ View: null }).extend({
      addAttributes: () => ({
        caption: { default: null, rendered: false, parseHTML: (table) => table.caption?.textContent },
      }),
      parseHTML: () => [{ tag: "table" }, { tag: "caption", ignore: true }],
      renderHTML: ({ node: { attrs: { caption } } }) =>
        ["table", ...(caption ? [["caption", caption]] : []), ["tbody", 0]],
    }),
    TableRow,
    TableCell.extend(withoutAlign),
    TableHeader.extend(withoutAlign),
  ];
}

// Words in another language: <span lang="hu">. Word names the language of everything, as HU or en-US.
function language(Mark, box) {
  const codes = [...box.querySelector('[data-dialog="language"]').content.querySelectorAll("option")].map((it) => it.value);
  return Mark.create({
    name: "language",
    addAttributes: () => ({
      code: {
        parseHTML: (span) => span.getAttribute("lang"),
        renderHTML: ({ code }) => ({ lang: code }),
      },
    }),
    parseHTML: () => [{ tag: "span[lang]", getAttrs: (span) => codes.includes(span.getAttribute("lang")) && null }],
    renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes, 0],
  });
}

// A picture of the library: <img data-picture="7">, shown by the file that the library names.
function pictures(Node) {
  return Node.create({
    name: "picture",
    group: "block",
    atom: true,
    draggable: true,
    addAttributes: () => ({
      number: {
        parseHTML: (img) => img.dataset.picture,
        renderHTML: ({ number }) => ({ "data-picture": number }),
      },
    }),
    parseHTML: () => [{ tag: "img[data-picture]" }],
    renderHTML: ({ HTMLAttributes }) => ["img", HTMLAttributes],
    addNodeView: () => ({ node }) => ({ dom: figure(node.attrs.number) }),
  });
}

function figure(number) {
  const dom = document.createElement("figure");
  const words = document.createElement("figcaption");
  words.textContent = `№ ${number}`;
  dom.append(words);
  describe("picture", number).then((picture) => {
    if (!picture) return;
    const img = document.createElement("img");
    Object.assign(img, { src: picture.src, alt: "", width: picture.width, height: picture.height });
    dom.prepend(img);
    words.textContent = picture.words;
  }, () => {});
  return dom;
}

// --- The toolbar -------------------------------------------------------------------------------

const SWITCHES = {
  heading: (chain) => chain.toggleHeading({ level: 2 }),
  subheading: (chain) => chain.toggleHeading({ level: 3 }),
  bold: (chain) => chain.toggleBold(),
  italic: (chain) => chain.toggleItalic(),
  bulletList: (chain) => chain.toggleBulletList(),
  orderedList: (chain) => chain.toggleOrderedList(),
  blockquote: (chain) => chain.toggleBlockquote(),
  superscript: (chain) => chain.unsetSubscript().toggleSuperscript(),
  subscript: (chain) => chain.unsetSuperscript().toggleSubscript(),
  table: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
  addRow: (chain) => chain.addRowAfter(),
  addColumn: (chain) => chain.addColumnAfter(),
  deleteRow: (chain) => chain.deleteRow(),
  deleteColumn: (chain) => chain.deleteColumn(),
  deleteTable: (chain) => chain.deleteTable(),
  undo: (chain) => chain.undo(),
  redo: (chain) => chain.redo(),
};
const ON = {
  heading: (editor) => editor.isActive("heading", { level: 2 }),
  subheading: (editor) => editor.isActive("heading", { level: 3 }),
};

function equip(box, editor) {
  const toolbar = box.querySelector(".rich-text__tools");
  const tools = [...toolbar.querySelectorAll("button")];
  tools.forEach((tool) => tool.addEventListener("click", () => use(tool, box, editor)));
  toolbar.addEventListener("keydown", (event) => walk(event, tools, editor));
  const show = () => tools.forEach((tool) => showState(tool, editor));
  editor.on("transaction", show);
  show();
  tools.forEach((tool, index) => (tool.tabIndex = index ? -1 : 0));
  toolbar.hidden = false;
}

function use(tool, box, editor) {
  const name = tool.dataset.tool;
  if (tool.getAttribute("aria-disabled") === "true") return;
  if (name === "link") askForLink(box, editor);
  else if (name === "picture") askForPicture(editor);
  else if (name === "language") askForLanguage(box, editor);
  else SWITCHES[name](editor.chain().focus()).run();
}

function showState(tool, editor) {
  const name = tool.dataset.tool;
  if (tool.hasAttribute("aria-pressed")) {
    tool.setAttribute("aria-pressed", (ON[name] ?? ((e) => e.isActive(name)))(editor));
  } else if (name === "table") {
    tool.setAttribute("aria-disabled", editor.isActive("table")); // none within another
  } else if (name in SWITCHES) {
    tool.setAttribute("aria-disabled", !SWITCHES[name](editor.can().chain()).run());
  } else if (name === "link" || name === "language") {
    const isOn = editor.isActive(name);
    const isNothing = name === "language" && !isOn && editor.state.selection.empty;
    tool.classList.toggle("is-on", isOn);
    tool.setAttribute("aria-disabled", isNothing || editor.isActive("picture"));
  }
}

// One stop of the Tab key; arrows go from tool to tool, Escape back to the text.
function walk(event, tools, editor) {
  const at = tools.indexOf(event.target);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
  if (event.key === "Escape") editor.commands.focus();
  if (to === undefined || at < 0) return;
  event.preventDefault();
  const next = tools.at(to % tools.length);
  tools.forEach((tool) => (tool.tabIndex = tool === next ? 0 : -1));
  next.focus();
}

function enter(box) {
  box.querySelector('.rich-text__tools [tabindex="0"]').focus();
  return true;
}

// --- Every text of the form --------------------------------------------------------------------

const boxes = [...document.querySelectorAll(".rich-text")];

if (boxes.length) {
  const tiptap = await import(boxes[0].dataset.engine);
  boxes.forEach((box) => edit(box, tiptap));
  document.dispatchEvent(new Event("editors-shown")); // admin.js: what is below them has moved
}
