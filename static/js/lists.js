/* Filters and orders a list in place. Without this, the same form and links load the page anew. */

const form = document.querySelector("form[data-list]");
const results = document.getElementById("results");
const refreshed = ["results", "count", "languages"];
const pause = 300; // milliseconds without typing after which the words count as complete
let latest = 0;
let timer;

function address() {
  const words = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...words]) if (!value) words.delete(name);
  return form.action + (words.size ? `?${words}` : "");
}

async function show(url, remember) {
  const turn = ++latest;
  let page;
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(response.status);
    page = new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    location.assign(url);
    return;
  }
  if (turn !== latest) return;
  const focused = document.activeElement.id;
  for (const id of refreshed) document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
  for (const field of page.querySelectorAll("form[data-list] [name]")) {
    const own = form.elements[field.name];
    if (own !== document.activeElement) own.value = field.value;
  }
  if (remember && url !== location.href) history.pushState(null, "", url);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  show(address(), true);
});
form.addEventListener("change", () => show(address(), true));
form.addEventListener("input", (event) => {
  if (event.target.type === "select-one") return;
  clearTimeout(timer);
  timer = setTimeout(() => show(address(), true), pause);
});
results.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-list]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(link.href, true);
});
addEventListener("popstate", () => show(location.href, false));
