// What is typed into a form of an entry is kept in this browser until it was saved: a crash or a lost line costs
// nothing. It is kept for the person who typed it, and forgotten when anybody logs out.
//
// It is kept in a database of the browser that is written to the disk at once. What is put into localStorage is
// written up to a minute later: a browser that is killed meanwhile has lost it.
const STORE = "forms";
const SENT = "autosave-sent";
const PAUSE = 2000; // ms between two looks at the form
const SILENT = ["csrfmiddlewaretoken", "_layout", "_recovered", "_take_theirs"];
const user = document.querySelector("meta[name=staff]")?.content;
const mine = `${user}:`;
let isForgotten = false; // with what else is typed on this page

const database = new Promise((resolve, reject) => {
  const asked = indexedDB.open("autosave", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});

async function inStore(mode, use) {
  const transaction = (await database).transaction(STORE, mode, { durability: "strict" });
  return new Promise((resolve, reject) => {
    const request = use(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
    if (mode === "readwrite") transaction.commit(); // the page may be gone before the request is answered
  });
}

const find = (key) => inStore("readonly", (store) => store.get(key));
const put = (key, kept) => inStore("readwrite", (store) => store.put(kept, key));
const remove = (key) => inStore("readwrite", (store) => store.delete(key));

async function forget(isMeant) {
  const keys = await inStore("readonly", (store) => store.getAllKeys());
  await Promise.all(keys.filter(isMeant).map(remove));
}

function typed(form) {
  const pairs = [...new FormData(form)];
  return pairs.filter(([name, value]) => typeof value === "string" && !SILENT.includes(name));
}

// Sent through the form's own address as what outlived a login is: the site shows it, merged with what others saved.
function restore(form, pairs) {
  const carrier = document.createElement("form");
  carrier.method = "post";
  const token = form.elements.csrfmiddlewaretoken.value;
  for (const [name, value] of [...pairs, ["_recovered", "1"], ["csrfmiddlewaretoken", token]]) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = name;
    input.value = value;
    carrier.append(input);
  }
  document.body.append(carrier);
  carrier.submit();
}

function ask(form, box, key, kept) {
  const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  box.querySelector("time").textContent = when.format(new Date(kept.when));
  box.querySelector("[data-restore]").addEventListener("click", () => restore(form, kept.pairs));
  box.querySelector("[data-forget]").addEventListener("click", () => {
    remove(key);
    box.hidden = true;
  });
  box.hidden = false;
}

function watch(form, key) {
  let last = null; // what the form held when somebody first touched it: editors write texts in their own way
  const begin = () => { last ??= JSON.stringify(typed(form)); };
  for (const name of ["pointerdown", "keydown", "focusin"]) form.addEventListener(name, begin);
  const look = () => {
    if (last === null || isForgotten) return;
    const pairs = typed(form);
    const now = JSON.stringify(pairs);
    if (now === last) return;
    last = now;
    put(key, { when: Date.now(), pairs }).catch(() => {}); // without room it is as safe as it was before
  };
  setInterval(look, PAUSE);
  for (const name of ["beforeunload", "pagehide"]) addEventListener(name, look);
  document.addEventListener("visibilitychange", look);
  form.addEventListener("submit", (event) => {
    look();
    if (event.submitter?.formTarget === "_blank") return;
    sessionStorage.setItem(SENT, key);
  });
}

document.querySelector("#logout-form")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  isForgotten = true;
  await forget(() => true).catch(() => {});
  event.target.submit();
});

const sent = sessionStorage.getItem(SENT);
const isRefused = document.querySelector("#error-summary, .errornote, .conflict");
// Who leaves a form that was refused and comes back gets it anew, not a question of the browser.
if (isRefused) history.replaceState(null, "", location.href);

const form = document.querySelector("#content-main > form");
const box = form?.querySelector(".autosave");
const key = `${mine}${location.pathname}`;
if (box && user) {
  if (document.readyState === "complete") watch(form, key);
  else addEventListener("load", () => watch(form, key));
}
if (user) {
  await forget((one) => !one.startsWith(mine));
  if (sent) {
    sessionStorage.removeItem(SENT);
    if (!isRefused) await remove(sent);
  }
  const kept = box && !isRefused ? await find(key) : null;
  if (kept) ask(form, box, key, kept);
}
