// While a title is typed, the address that will be made of it is shown in its empty, unsaved field. What is left
// as it was suggested goes out empty: the site itself makes it, and knows which addresses are taken.
const UNFOLDED = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l", þ: "th", ð: "d" };

function suggest(title) {
  const plain = title.toLowerCase().replace(/[ßæœøđłþð]/g, (letter) => UNFOLDED[letter]);
  return plain.normalize("NFD").replace(/\p{M}/gu, "").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 120);
}

for (const slug of document.querySelectorAll("input[id^=id_slug_]")) {
  const language = slug.id.slice(-3);
  const title = document.querySelector(`#id_title${language}, #id_name${language}`);
  if (!title || slug.value || slug.disabled) continue;
  let suggested = "";
  title.addEventListener("input", () => {
    if (slug.value !== suggested) return;
    suggested = suggest(title.value);
    slug.value = suggested;
  });
  slug.form.addEventListener("formdata", (event) => {
    if (suggested && slug.value === suggested) event.formData.set(slug.name, "");
  });
}
