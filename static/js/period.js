// Beneath a date stands what visitors will read of it, in three languages: the server says so.

let waiting;

document.addEventListener("input", ({ target }) => {
  const echo = target.closest(".period")?.querySelector(".period-echo");
  if (!echo || target.type === "checkbox") return;
  clearTimeout(waiting);
  waiting = setTimeout(() => show(echo, target), 400);
});

async function show(echo, input) {
  const asked = input.value;
  const url = `${echo.dataset.url}?${new URLSearchParams({ text: asked })}`;
  const answer = await fetch(url, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok || answer.redirected || input.value !== asked) return;
  const { words } = await answer.json();
  echo.querySelectorAll("span").forEach((span) => span.remove());
  for (const [lang, text] of words) {
    const span = Object.assign(document.createElement("span"), { lang, textContent: text });
    echo.append(" ", span);
  }
  echo.hidden = words.length === 0;
}
