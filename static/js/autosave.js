// What is typed into a form of an entry is kept in this browser until it was saved: a crash or a lost line costs
// nothing. It is kept for the person who typed it, and forgotten when anybody logs out.
const PREFIX = "autosave:";
const SENT = "autosave-sent";
const PAUSE = 2000; // ms between two looks at the form
const SILENT = ["csrfmiddlewaretoken", "_layout", "_recovered", "_take_theirs"];
const user = document.querySelector("meta[name=staff]")?.content;
const mine = `${PREFIX}${user}:`;

function forget(isOthers) {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(PREFIX) && isOthers(key)) localStorage.removeItem(key);
  }
}

document.querySelector("#logout-form")?.addEventListener("submit", () => forget(() => true));
if (user) forget((key) => !key.startsWith(mine));

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
    localStorage.removeItem(key);
    box.hidden = true;
  });
  box.hidden = false;
}

function watch(form, key) {
  let last = null; // what the form held when somebody first touched it: editors write texts in their own way
  const begin = () => { last ??= JSON.stringify(typed(form)); };
  for (const name of ["pointerdown", "keydown", "focusin"]) form.addEventListener(name, begin);
  const look = () => {
    if (last === null) return;
    const pairs = typed(form);
    const now = JSON.stringify(pairs);
    if (now === last) return;
    last = now;
    try {
      localStorage.setItem(key, JSON.stringify({ when: Date.now(), pairs }));
    } catch {
      // The browser has no room: what is typed is as safe as it was before.
    }
  };
  setInterval(look, PAUSE);
  addEventListener("pagehide", look);
  form.addEventListener("submit", (event) => {
    look();
    if (event.submitter?.formTarget === "_blank") return;
    sessionStorage.setItem(SENT, key);
  });
}

const sent = sessionStorage.getItem(SENT);
const isRefused = document.querySelector("#error-summary, .errornote, .conflict");
if (sent && user) {
  sessionStorage.removeItem(SENT);
  if (!isRefused) localStorage.removeItem(sent);
}
// Who leaves a form that was refused and comes back gets it anew, not a question of the browser.
if (isRefused) history.replaceState(null, "", location.href);

const form = document.querySelector("#content-main > form");
const box = form?.querySelector(".autosave");
if (box && user) {
  const key = `${mine}${location.pathname}`;
  const kept = JSON.parse(localStorage.getItem(key) ?? "null");
  if (kept && !isRefused) ask(form, box, key, kept);
  addEventListener("load", () => watch(form, key));
}
