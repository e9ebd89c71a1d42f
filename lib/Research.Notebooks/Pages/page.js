(function () {
  var button = document.querySelector("[data-show-code]");
  var code = document.querySelectorAll("details.code");
  if (button && code.length > 0) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var show = !Array.prototype.every.call(code, function (part) { return part.open; });
      code.forEach(function (part) { part.open = show; });
      button.textContent = show ? "Hide all code" : "Show all code";
    });
  }
  // The contents list would fill a phone's first screen.
  var contents = document.querySelector("nav details");
  if (contents && window.matchMedia("(max-width: 63.99rem)").matches) contents.open = false;
})();
