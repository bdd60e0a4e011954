"use strict";

// The languages are shown as they were last time.
const LAYOUT = "admin-languages";
const layouts = document.querySelectorAll("[name=_layout]");
layouts.forEach((input) => {
  input.checked = input.value === (localStorage.getItem(LAYOUT) ?? "all");
  input.addEventListener("change", () => localStorage.setItem(LAYOUT, input.value));
});

// A fault, or a field that a link leads to, would not be found in a language that is not shown.
if (document.querySelector(".language .errorlist, .language :target")) {
  layouts.forEach((input) => { input.checked = input.value === "all"; });
}

// Who was led to a field can type at once.
const fields = "input:not([type=hidden]), select, textarea";
const target = document.querySelector("form :target");
(target?.matches(fields) ? target : target?.querySelector(fields))?.focus();

// What is typed is sent only when the site can be reached: Chromium's own page about a lost line
// would take its place.
const form = document.querySelector("#content-main > form");
if (form) {
  const offline = form.querySelector(".offline");
  let isReachable = false;
  let isTouched = false;

  form.addEventListener("input", () => { isTouched = true; });
  form.addEventListener("submit", async (event) => {
    if (isReachable) {
      isReachable = false; // for the next time: a preview leaves the form where it is
      isTouched &&= event.submitter?.formTarget === "_blank";
      return;
    }
    event.preventDefault();
    try {
      await fetch(document.querySelector("#site-name a").href, { method: "HEAD", cache: "no-store" });
    } catch {
      offline.hidden = false;
      offline.scrollIntoView();
      return;
    }
    offline.hidden = true;
    isReachable = true;
    form.requestSubmit(event.submitter);
  });
  window.addEventListener("beforeunload", (event) => {
    if (isTouched) { event.preventDefault(); }
  });
}
