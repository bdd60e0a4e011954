// Whoever chooses another country is offered the codes of its regions: the server knows them.

const country = document.querySelector("#id_country");

country?.addEventListener("change", async () => {
  const chosen = country.value;
  const url = `${country.form.querySelector("[data-codes]").dataset.codes}?country=${chosen}`;
  const answer = await fetch(url, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok || answer.redirected || country.value !== chosen) return;
  for (const [name, codes] of Object.entries(await answer.json())) {
    const list = document.querySelector(`#id_${name}_codes`);
    list?.replaceChildren(...codes.map(([code, words]) => new Option(words, code)));
  }
});
