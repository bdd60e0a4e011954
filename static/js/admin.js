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
target?.closest(".form-row")?.scrollIntoView({ block: "center" });

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
