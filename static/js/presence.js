// Who else has this form open. The page says that it is open now and then, and when it is left.
const PAUSE = 50_000; // ms
const line = document.querySelector(".presence");
const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
let timer;

function said(words = {}) {
  const data = new FormData();
  for (const [name, value] of Object.entries({ csrfmiddlewaretoken: token, ...words })) data.set(name, value);
  return data;
}

async function ask() {
  let response;
  try {
    response = await fetch(line.dataset.url, { method: "POST", body: said() });
  } catch {
    return; // the line is broken: next time
  }
  if (!response.ok || response.redirected) { // the session has ended, or the entry is gone
    if (response.status < 500) clearInterval(timer);
    return;
  }
  const { others } = await response.json();
  const words = others.join(" ");
  line.hidden = !words;
  const names = line.querySelector("b");
  if (names.textContent !== words) names.textContent = words; // read out when it changes
}

if (line) {
  ask();
  timer = setInterval(ask, PAUSE);
  addEventListener("pagehide", () => navigator.sendBeacon(line.dataset.url, said({ leave: "1" })));
  addEventListener("pageshow", (event) => { if (event.persisted) ask(); });
}
