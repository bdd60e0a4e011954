// Choosing from the libraries of pictures and documents, and uploading into them where one needs them.
// What the dialogs say, the server wrote (admin/_library.html).

const TOKEN = "csrfmiddlewaretoken";

export function template(kind) {
  return document.querySelector(`.library-template[data-kind="${kind}"]`);
}

export function copy(kind, selector) {
  return template(kind).content.querySelector(selector).cloneNode(true);
}

async function ask(kind, parameters) {
  const query = new URLSearchParams(parameters);
  const response = await fetch(`${template(kind).dataset.library}?${query}`);
  if (!response.ok || response.redirected) throw new Error(`library: ${response.status}`);
  return response.json();
}

const known = new Map();

// What an item is, by its number; null if it is no more.
export async function describe(kind, number) {
  const key = `${kind} ${number}`;
  if (!known.has(key)) {
    known.set(key, ask(kind, { numbers: number }).then(({ items }) => items[0] ?? null));
    known.get(key).catch(() => known.delete(key));
  }
  return known.get(key);
}

export function thumbnail({ src, width, height }) {
  const img = document.createElement("img");
  Object.assign(img, { src, width, height, alt: "", loading: "lazy" });
  return img;
}

// Opens the dialog; gives the items that were chosen or uploaded, none if it was left.
export function choose(kind, { several = false, files = [] } = {}) {
  const dialog = copy(kind, "dialog");
  document.body.append(dialog);
  const part = (name) => dialog.querySelector(`[data-part="${name}"]`);
  const chosen = new Map();
  return new Promise((resolve) => {
    const use = () => {
      chosen.forEach((item) => known.set(`${kind} ${item.number}`, Promise.resolve(item)));
      dialog.close("chosen");
    };
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "chosen" ? [...chosen.values()] : []);
    });
    const pick = (item, button) => {
      const isChosen = several && chosen.delete(item.number);
      if (!isChosen) chosen.set(item.number, item);
      if (!several) return use();
      button.setAttribute("aria-pressed", !isChosen);
      part("use").hidden = !chosen.size;
    };
    part("use").addEventListener("click", use);
    list(kind, dialog, part, { pick, several, chosen });
    takeUploads(kind, dialog, part, { several, files, done: (items) => {
      items.forEach((item) => chosen.set(item.number, item));
      use();
    } });
    dialog.showModal();
  });
}

// --- What there is -----------------------------------------------------------------------------

function list(kind, dialog, part, { pick, several, chosen }) {
  const words = dialog.querySelector("[name=words]");
  const items = dialog.querySelector(".library-dialog__items");
  let next = 1;
  let turn = 0;
  async function show(page) {
    const mine = ++turn;
    try {
      const found = await ask(kind, { q: words.value, page });
      if (mine !== turn) return;
      if (page === 1) items.replaceChildren();
      items.append(...found.items.map((item) => choice(item, pick, several, chosen)));
      part("count").textContent = `${copy(kind, ".library-upload").dataset.count} ${found.count}`;
      part("empty").hidden = found.count > 0 || words.value;
      next = found.next;
      part("more").hidden = !next;
      part("failed").hidden = true;
    } catch {
      part("failed").hidden = false;
    }
  }
  let waiting;
  words.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 200, 1);
  });
  words.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  part("more").firstElementChild.addEventListener("click", () => show(next));
  show(1);
}

function choice(item, pick, several, chosen) {
  const line = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  if (item.src) button.append(thumbnail(item));
  const words = document.createElement("span");
  words.textContent = item.words;
  const detail = document.createElement("small");
  detail.textContent = item.detail;
  button.append(words, detail);
  if (several) button.setAttribute("aria-pressed", chosen.has(item.number));
  button.addEventListener("click", () => pick(item, button));
  line.append(button);
  return line;
}

// --- What is uploaded --------------------------------------------------------------------------

function takeUploads(kind, dialog, part, { several, files, done }) {
  const input = dialog.querySelector("[type=file]");
  if (!input) return;
  const uploads = dialog.querySelector(".library-dialog__uploads");
  const waiting = new Map(); // files by their lines
  const uploaded = [];
  const take = (taken) => {
    for (const file of several ? taken : [...taken].slice(0, 1)) {
      const line = copy(kind, ".library-upload");
      line.querySelector("legend").textContent = file.name;
      waiting.set(line, file);
      uploads.append(line);
    }
    part("send").hidden = !waiting.size;
    uploads.lastElementChild?.querySelector("input").focus();
  };
  input.addEventListener("change", () => { take(input.files); input.value = ""; });
  accept(dialog, take);
  part("send").addEventListener("click", async () => {
    part("send").disabled = true;
    for (const [line, file] of waiting) {
      const answer = await send(kind, line, file);
      if (answer.item) {
        uploaded.push(answer.item);
        waiting.delete(line);
        line.remove();
      } else refuse(line, answer.errors);
    }
    part("send").disabled = false;
    if (!waiting.size) done(uploaded);
  });
  if (files.length) take(files);
}

async function send(kind, line, file) {
  const data = new FormData();
  data.append(TOKEN, document.querySelector(`[name=${TOKEN}]`).value);
  data.append("file", file);
  for (const field of line.querySelectorAll("input, select")) {
    if (field.type !== "checkbox" || field.checked) data.append(field.name, field.value);
  }
  try {
    const response = await fetch(template(kind).dataset.upload, { method: "POST", body: data });
    return await response.json();
  } catch {
    return { errors: null };
  }
}

function refuse(line, errors) {
  const list = line.querySelector(".errorlist");
  const failed = line.closest("dialog").querySelector("[data-part=failed]").textContent.trim();
  const said = errors ? Object.values(errors).flat() : [failed];
  list.replaceChildren(...said.map((text) => {
    const item = document.createElement("li");
    item.textContent = text;
    return item;
  }));
  list.hidden = false;
}

// Takes files that are dropped somewhere.
export function accept(target, take) {
  target.addEventListener("dragover", (event) => {
    if (event.dataTransfer.types.includes("Files")) event.preventDefault();
  });
  target.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    event.stopPropagation();
    take(event.dataTransfer.files);
  });
}
