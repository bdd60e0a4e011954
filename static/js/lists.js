/* Filters and orders a list in place. Without this, the same form and links load the page anew. */

const form = document.querySelector("form[data-list]");
const results = document.getElementById("results");
const refreshed = ["results", "count", "languages", "filters-said"];
const addresses = "link[rel=canonical], link[rel=alternate], meta[property='og:url']"; // in the head
const pause = 300; // milliseconds without typing after which the words count as complete
const here = () => location.href.split("#")[0];
const isTyped = (element) => element.matches("input");
let shown = here();
let latest = 0;
let timer;
let typedIn; // the field whose words the latest entry of the history holds

function address() {
  const words = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...words]) if (!value) words.delete(name);
  return form.action + (words.size ? `?${words}` : "");
}

function refresh(page, written) {
  for (const id of refreshed) document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
  for (const old of document.head.querySelectorAll(addresses)) old.remove();
  document.head.append(...page.head.querySelectorAll(addresses));
  document.title = page.title;
  for (const field of page.querySelectorAll("form[data-list] [name]")) {
    const own = form.elements[field.name];
    if (own !== written) own.value = field.value;
  }
  document.dispatchEvent(new Event("list-shown"));
}

// Going back takes away all that was typed into a field, not letter by letter.
function remember(url, cause) {
  if (url === here()) return;
  history[cause === typedIn ? "replaceState" : "pushState"](null, "", url);
  typedIn = isTyped(cause) ? cause : null;
}

async function show(url, cause) {
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
  refresh(page, cause && document.activeElement);
  if (cause) remember(url, cause);
  shown = here();
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  form.closest("details").open = false; // on a phone the results are below it
  show(address(), document.activeElement);
});
form.addEventListener("change", (event) => show(address(), event.target));
form.addEventListener("input", ({ target }) => {
  if (!isTyped(target)) return;
  clearTimeout(timer);
  timer = setTimeout(() => show(address(), target), pause);
});
results.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-list]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(link.href, link);
});
addEventListener("popstate", () => {
  if (here() === shown) return; // another place on the same page
  typedIn = null;
  show(location.href);
});
