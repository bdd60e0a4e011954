// Passkeys, and printing, for the pages of the second step; without this module their buttons stay hidden.

const isAble = Boolean(globalThis.PublicKeyCredential?.parseCreationOptionsFromJSON);

async function answer(button) {
  const options = JSON.parse(button.dataset.options);
  const credential =
    button.dataset.passkey === "new"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  return JSON.stringify(credential.toJSON());
}

for (const button of document.querySelectorAll("button[data-passkey]")) {
  const status = document.getElementById(button.getAttribute("aria-describedby"));
  button.hidden = !isAble;
  button.addEventListener("click", async () => {
    status.textContent = "";
    try {
      const field = button.form.elements["step-passkey"];
      field.value = await answer(button);
      button.form.submit(); // without a look at the code, which need not be typed
    } catch {
      status.textContent = button.dataset.failed;
    }
  });
}

for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
