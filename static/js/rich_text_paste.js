// What word processors put on the clipboard, as the server would tidy it (rich_text/tidying.py):
// so that editors see at once what will be kept.

// Word's lists are paragraphs that begin with a mark and spaces that do not break.
const MARK = /^\s*(?:([·•▪◦§o-])|(\d{1,3}[.)]))(?=\s*\u00a0)\s{2,}/;
const LEVELS = { H1: "h2", H4: "h3", H5: "h3", H6: "h3" };

export function tidied(html) {
  const { body } = new DOMParser().parseFromString(withoutStyles(html), "text/html");
  body.querySelectorAll("h1, h4, h5, h6").forEach((it) => rename(it, LEVELS[it.tagName]));
  body.querySelectorAll("[data-style]").forEach(sayStyle);
  [...body.querySelectorAll("table")].reverse().forEach(intoLines); // the inner ones first
  const paragraphs = [...body.querySelectorAll("p")];
  paragraphs.filter(isEmpty).forEach((paragraph) => paragraph.remove());
  paragraphs.forEach((paragraph) => {
    const mark = MARK.exec(paragraph.textContent);
    if (mark) intoList(paragraph, mark[1] ? "ul" : "ol", mark[0].length);
  });
  return body.innerHTML;
}

// The policy forbids inline styles, even where they are only read: they are read as data.
function withoutStyles(html) {
  return html
    .replace(/<(style|script|xml)\b[\s\S]*?<\/\1>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
}

function sayStyle(element) {
  const style = element.dataset.style;
  const isSpan = element.tagName === "SPAN";
  if (isSpan && /(^|[^\w-])font-weight:\s*(bold|[6-9]00)/i.test(style)) wrap(element, "strong");
  if (isSpan && /(^|[^\w-])font-style:\s*italic/i.test(style)) wrap(element, "em");
  // Google Docs puts all of what was copied into such an element.
  if (element.tagName === "B" && /(^|[^\w-])font-weight:\s*(normal|[1-5]00)/i.test(style)) {
    element.replaceWith(...element.childNodes);
  }
}

function wrap(element, name) {
  const around = document.createElement(name);
  around.append(...element.childNodes);
  element.append(around);
}

function rename(element, name) {
  const other = document.createElement(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
}

function isEmpty(paragraph) {
  return !paragraph.textContent.trim() && !paragraph.querySelector("img");
}

// Texts have no tables: each row becomes a line, with a mark between its cells.
function intoLines(table) {
  const lines = [...table.rows].map((row) => (row.cells.length > 1 ? asLine(row) : asItIs(row)));
  table.replaceWith(...(table.caption?.childNodes ?? []), ...lines);
}

function asLine(row) {
  const line = document.createElement("p");
  if (!row.textContent.trim()) return line; // left out, as empty paragraphs are
  for (const cell of row.cells) {
    cell.querySelectorAll("br").forEach((it) => it.replaceWith(" "));
    const blocks = cell.querySelectorAll("p, div, h2, h3, ul, ol, li, blockquote");
    blocks.forEach((block) => block.replaceWith(" ", ...block.childNodes, " "));
    line.append(...(line.hasChildNodes() ? [" | "] : []), ...cell.childNodes);
  }
  return line;
}

function asItIs(row) {
  const box = document.createElement("div");
  box.append(...[...row.cells].flatMap((cell) => [...cell.childNodes]));
  return box;
}

function intoList(paragraph, kind, markLength) {
  const before = paragraph.previousElementSibling;
  const list = before?.matches(`${kind}[data-marked]`) ? before : document.createElement(kind);
  if (list !== before) {
    list.dataset.marked = "";
    paragraph.before(list);
  }
  cutStart(paragraph, markLength);
  const item = document.createElement("li");
  item.append(...paragraph.childNodes);
  list.append(item);
  paragraph.remove();
}

function cutStart(element, length) {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (length && texts.nextNode()) {
    const cut = Math.min(length, texts.currentNode.data.length);
    texts.currentNode.data = texts.currentNode.data.slice(cut);
    length -= cut;
  }
}
