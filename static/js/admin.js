"use strict";

// The languages are shown as they were last time.
const LAYOUT = "admin-languages";
const layouts = document.querySelectorAll("[name=_layout]");
const first = document.querySelector(".language-switch")?.dataset.first;
layouts.forEach((input) => {
  input.checked = input.value === (localStorage.getItem(LAYOUT) ?? first);
  input.addEventListener("change", () => localStorage.setItem(LAYOUT, input.value));
});

// A fault, or a field that a link leads to, would not be found in a language that is not shown.
if (document.querySelector(".language .errorlist, .language :target")) {
  layouts.forEach((input) => { input.checked = input.value === "all"; });
}

// Who was led to a field can type at once; who made a mistake reads first what it was. Both when all is
// in its place: the editors of texts grow as they are loaded, and Django leads to the first field.
const fields = "input:not([type=hidden]), select, textarea";
function lead() {
  const target = document.querySelector(":target") ?? document.querySelector("#error-summary");
  if (!target) {
    if (location.pathname.endsWith("/add/")) document.querySelector("#id_name_ro, #id_title_ro")?.focus();
    return;
  }
  (target.matches(fields) ? target : target.closest("form") && target.querySelector(fields) || target)
    .focus({ preventScroll: true });
  const row = target.closest(".form-row");
  (row ?? target).scrollIntoView({ block: row ? "center" : "start" });
}
lead();
// Nobody is led away from where they type already, on a page that is slow to come.
const whileUntouched = new AbortController();
for (const name of ["keydown", "pointerdown", "input", "wheel"]) {
  addEventListener(name, () => whileUntouched.abort(), { passive: true, signal: whileUntouched.signal });
}
addEventListener("load", () => requestAnimationFrame(() => whileUntouched.signal.aborted || lead()));
document.addEventListener("editors-shown", lead, { signal: whileUntouched.signal });
addEventListener("hashchange", lead);

// A row that was added says its number in its inputs, but not yet in what is said of them.
function number(row) {
  const others = new RegExp(`${row.id.replace(/-\d+$/, "")}-(\\d+|__prefix__)`, "g");
  for (const name of ["aria-describedby", "aria-labelledby"]) {
    for (const element of row.querySelectorAll(`[${name}]`)) {
      element.setAttribute(name, element.getAttribute(name).replace(others, row.id));
    }
  }
  name(row);
}

// A row is a group of fields by the words above it, so that who comes by keyboard hears which row it is.
function name(row) {
  const words = ["b", ".inline_label"].map((part) => row.querySelector(`h3 > ${part}`)?.firstChild.textContent ?? "");
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", words.join(" ").replace(/\s+/g, " ").trim());
}
document.querySelectorAll(".inline-related").forEach(name);

// The focus goes to what was added, and back to the button from what was removed.
const isVisible = (element) => element.checkVisibility();
document.addEventListener("formset:added", ({ target }) => {
  number(target);
  if (document.activeElement.closest(".add-row")) [...target.querySelectorAll(fields)].find(isVisible)?.focus();
});
document.addEventListener("formset:removed", ({ detail }) => {
  const buttons = `#${detail.formsetName}-group :is(.add-row a, .library-add button)`;
  [...document.querySelectorAll(buttons)].find(isVisible)?.focus();
  // Those that are left have their new numbers only afterwards.
  queueMicrotask(() => document.querySelectorAll(`.dynamic-${detail.formsetName}`).forEach(number));
});

// What is typed is sent only when the site can be reached: Chromium's own page about a lost line, or
// that of a proxy whose site is being renewed, would take its place.
async function answers(address) {
  try {
    return (await fetch(address, { method: "HEAD", cache: "no-store" })).status < 500;
  } catch {
    return false;
  }
}

const form = document.querySelector("#content-main > form");
if (form) {
  // What every other program saves by.
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    const button = form.querySelector("[name=_continue]") ?? form.querySelector("[name=_save]");
    if (button) form.requestSubmit(button);
  });
  const offline = form.querySelector(".offline");
  let isReachable = false;
  let isBusy = false;
  let isTouched = false;

  form.addEventListener("input", () => { isTouched = true; });
  form.addEventListener("submit", async (event) => {
    if (isReachable) {
      isReachable = false; // for the next time: a preview leaves the form where it is
      if (event.submitter?.formTarget === "_blank") return;
      isTouched = false;
      isBusy = true;
      setTimeout(() => { isBusy = false; }, 5000); // somebody may have stopped it
      return;
    }
    event.preventDefault();
    if (isBusy) return; // pressed twice, it is sent once
    isBusy = true;
    isReachable = await answers(document.querySelector("#site-name a").href);
    isBusy = false;
    offline.hidden = isReachable;
    if (!isReachable) {
      offline.scrollIntoView();
      return;
    }
    form.requestSubmit(event.submitter);
  });
  window.addEventListener("beforeunload", (event) => {
    if (isTouched) { event.preventDefault(); }
  });
}
