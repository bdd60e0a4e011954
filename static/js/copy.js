// Buttons that copy what stands in another element; without this module they stay hidden.

const status = document.createElement("p");
status.className = "visually-hidden";
status.setAttribute("role", "status");

for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!button.hidden || !navigator.clipboard) continue;
  const source = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText((source.value ?? source.textContent).trim());
    button.classList.add("copy--done");
    status.textContent = button.dataset.done;
    document.body.append(status);
    setTimeout(() => {
      button.classList.remove("copy--done");
      status.textContent = "";
    }, 4000);
  });
}
