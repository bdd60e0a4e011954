"use strict";

// Where the languages stand side by side, a closed one would be an empty column.
if (window.matchMedia("(min-width: 1280px)").matches) {
  document.querySelectorAll("fieldset.language > details").forEach((details) => {
    details.open = true;
  });
}
