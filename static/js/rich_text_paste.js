// What word processors put on the clipboard, as the server would tidy it (rich_text/normalising.py):
// so that editors see at once what will be kept.

// Word's lists are paragraphs that begin with a mark and spaces that do not break.
const MARK = /^\s*(?:([·•▪◦§o-])|(\d{1,3}[.)]))(?=\s*\u00a0)\s{2,}/;
const LEVELS = { H1: "h2", H4: "h3", H5: "h3", H6: "h3" };

export function tidied(html) {
  const { body } = new DOMParser().parseFromString(withoutStyles(html), "text/html");
  body.querySelectorAll("h1, h4, h5, h6").forEach((it) => rename(it, LEVELS[it.tagName]));
  body.querySelectorAll("[data-style]").forEach(sayStyle);
  body.querySelectorAll(boldClasses(html)).forEach((cell) => wrap(cell, "strong"));
  body.querySelectorAll("a[href^='#_'], a[href^='#sd'], a[href^='#ftnt']").forEach(unlink);
  body.querySelectorAll("del").forEach((deleted) => deleted.remove()); // before somebody copied it
  const paragraphs = [...body.querySelectorAll("p")];
  paragraphs.filter(isEmpty).forEach((paragraph) => paragraph.remove());
  paragraphs.forEach((paragraph) => {
    const mark = MARK.exec(paragraph.textContent);
    if (mark) intoList(paragraph, mark[1] ? "ul" : "ol", mark[0].length);
  });
  return body.innerHTML;
}

// How many pictures a text had that are not of the library.
export function lostPictures(html) {
  const { body } = new DOMParser().parseFromString(withoutStyles(html), "text/html");
  return body.querySelectorAll("img:not([data-picture])").length;
}

// The policy forbids inline styles, even where they are only read: they are read as data.
function withoutStyles(html) {
  return html
    .replace(/<(style|script|xml)\b[\s\S]*?<\/\1>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
}

function sayStyle(element) {
  const style = element.dataset.style;
  const isPlain = ["A", "FONT", "SPAN", "TD", "TH"].includes(element.tagName);
  if (isPlain && /(^|[^\w-])font-weight:\s*(bold|[6-9]00)/i.test(style)) wrap(element, "strong");
  if (isPlain && /(^|[^\w-])font-style:\s*italic/i.test(style)) wrap(element, "em");
  if (isPlain && /(^|[^\w-])vertical-align:\s*super/i.test(style)) wrap(element, "sup");
  if (isPlain && /(^|[^\w-])vertical-align:\s*sub\b/i.test(style)) wrap(element, "sub");
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

// Excel says in a style sheet which cells are bold.
function boldClasses(html) {
  const rules = html.matchAll(/\.(xl\d+)\s*\{[^{}]*font-weight:\s*[6-9]00/g);
  return [...rules].map(([, name]) => `td.${name}`).join() || "no-such-cell";
}

function unlink(link) {
  link.replaceWith(...link.childNodes);
}

function intoList(paragraph, kind, markLength) {
  const before = paragraph.previousElementSibling;
  const list = before?.matches(`${kind}[data-marked]`) ? before : document.createElement(kind);
  if (list !== before) {
    list.dataset.marked = "";
    if (kind === "ol") list.start = Number.parseInt(paragraph.textContent, 10) || 1;
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
