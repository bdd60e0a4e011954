// Buttons that copy what stands in another element; without this module they stay hidden.

const status = document.createElement("p");
status.className = "visually-hidden";
status.setAttribute("role", "status");

function show() {
  for (const button of document.querySelectorAll("button[data-copy][hidden]")) button.hidden = false;
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText((source.value ?? source.textContent).trim());
  button.classList.add("copy--done");
  status.textContent = button.dataset.done;
  document.body.append(status);
  setTimeout(() => {
    button.classList.remove("copy--done");
    status.textContent = "";
  }, 4000);
}

if (navigator.clipboard) {
  show();
  document.addEventListener("list-shown", show); // by lists.js: its buttons are new ones
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-copy]");
    if (button) copy(button);
  });
}
