/* "En breve" with one tap to the clipboard, to be sent as a message: only where the browser can. Keeps nothing. */
(function (box) {
  if (!box || !navigator.clipboard) return;
  var button = document.createElement("button");
  button.textContent = box.dataset.copy;
  button.setAttribute("aria-live", "polite");
  button.onclick = function () {
    navigator.clipboard.writeText(box.querySelector("p").textContent + "\n" + location.href.split("#")[0])
      .then(function () { button.textContent = box.dataset.copied; });
  };
  box.appendChild(button);
})(document.querySelector(".brief"));
