(function () {
  // A click on a number or on the name of a row, or Enter on it, shows the number unrounded, its row and where it comes from; for a published
  // figure also the numbers counted for it. Without this script the notes and tables of the page say the same.
  var traced = "tbody td.number, tbody th";
  if (!HTMLElement.prototype.hasOwnProperty("popover")) return;
  var card = document.createElement("div");
  card.id = "figure-card";
  card.setAttribute("popover", "auto");
  card.setAttribute("role", "dialog");
  document.body.append(card);

  function make(tag, text, inside) {
    var part = document.createElement(tag);
    part.textContent = text;
    if (inside) inside.append(part);
    return part;
  }
  function rows(csv) {
    var all = [], row = [], field = "", quoted = false;
    for (var i = 0; i < csv.length; i++) {
      var c = csv[i];
      if (quoted) {
        if (c !== '"') field += c;
        else if (csv[i + 1] === '"') { field += c; i++; }
        else quoted = false;
      } else if (c === '"') quoted = true;
      else if (c === "," || c === "\n") {
        row.push(field);
        field = "";
        if (c === "\n") { all.push(row); row = []; }
      } else field += c;
    }
    return all;
  }
  function valuesOf(note) {
    var link = note.querySelector("a[download]");
    return link ? rows(decodeURIComponent(link.getAttribute("href").split(",").slice(1).join(","))) : [];
  }
  // Rows on the same published figure in the page's other tables.
  function behind(id, note) {
    var found = [];
    document.querySelectorAll("details.provenance").forEach(function (other) {
      if (other === note) return;
      var values = valuesOf(other), names = values[0] || [];
      var number = names.indexOf("number"), computed = names.indexOf("computed");
      if (names[0] !== "figure" || number < 0 || computed < 0) return;
      values.slice(1).forEach(function (row) { if (row[0] === id) found.push([row.slice(1, number + 1).join(" ").trim(), row[computed]]); });
    });
    return found;
  }
  function place(cell) {
    var box = cell.getBoundingClientRect(), size = card.getBoundingClientRect();
    var left = Math.max(8, Math.min(box.left, window.innerWidth - size.width - 8));
    var below = box.bottom + 8, above = box.top - size.height - 8;
    card.style.left = left + "px";
    card.style.top = (below + size.height < window.innerHeight ? below : Math.max(8, above)) + "px";
  }
  function show(cell, table, note) {
    var values = valuesOf(note), named = cell.tagName === "TH";
    var index = Array.prototype.indexOf.call(table.tBodies[0].rows, cell.parentNode) + 1, at = cell.cellIndex;
    var heads = Array.prototype.map.call(table.tHead.rows[0].cells, function (head) { return head.textContent; });
    card.textContent = "";
    var title = make("p", "", card);
    title.id = "figure-card-title";
    card.setAttribute("aria-labelledby", title.id);
    make("strong", cell.textContent, title);
    if (!named) title.append(" " + heads[at]);
    var list = null;
    function section(heading) {
      if (heading) make("h2", heading, card);
      list = make("dl", "", card);
    }
    function say(name, value) { make("dt", name, list); make("dd", value, list); }
    var known = values[index] && values[index].length === heads.length;
    if (known && !named) {
      section("");
      say("Unrounded", values[index][at]);
    }
    var counted = values[0][0] === "figure" ? behind(cell.parentNode.cells[0].textContent, note) : [];
    if (counted.length > 0) {
      section("Counted for it, unrounded");
      counted.forEach(function (number) { say(number[0], number[1]); });
    }
    section("Where it comes from");
    note.querySelectorAll("dt").forEach(function (name) { if (name.textContent !== "Parameters") say(name.textContent, name.nextElementSibling.firstChild.textContent.trim()); });
    if (known) {
      section("In the same row");
      heads.forEach(function (head, j) { if (j !== at && values[index][j] !== "") say(head, cell.parentNode.cells[j].textContent); });
    }
    var close = make("button", "Close", card);
    close.type = "button";
    close.addEventListener("click", function () { card.hidePopover(); });
    card.addEventListener("toggle", function back(event) {
      if (event.newState !== "closed") return;
      card.removeEventListener("toggle", back);
      cell.classList.remove("chosen");
      if (document.activeElement === document.body || card.contains(document.activeElement)) cell.focus({ preventScroll: true });
    });
    cell.classList.add("chosen");
    card.showPopover();
    place(cell);
    close.focus({ preventScroll: true });
  }
  document.querySelectorAll("details.provenance").forEach(function (note) {
    var output = note.previousElementSibling;
    var table = output && output.querySelector(":scope > .research-table > table");
    if (!table || !note.querySelector("a[download]") || !table.tBodies[0]) return;
    var numbers = Array.prototype.slice.call(table.querySelectorAll(traced));
    if (numbers.length === 0) return;
    var hint = make("span", "Press Enter to step through the rows with the arrow keys; Enter on a number or a name shows where it comes from.");
    hint.className = "unseen";
    hint.id = "hint-" + Math.abs(Array.prototype.indexOf.call(document.querySelectorAll("details.provenance"), note));
    table.parentNode.before(hint);
    table.parentNode.setAttribute("aria-describedby", hint.id);
    table.classList.add("traced");
    numbers.forEach(function (cell) { cell.tabIndex = -1; });
    table.addEventListener("click", function (event) {
      var cell = event.target.closest(traced);
      if (cell) { event.preventDefault(); show(cell, table, note); }
    });
    table.parentNode.addEventListener("keydown", function (event) {
      var cell = event.target.closest(traced);
      if (!cell) {
        if (event.key === "Enter" && event.target === table.parentNode) { event.preventDefault(); numbers[0].focus(); }
        return;
      }
      var row = cell.parentNode, next = null;
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); show(cell, table, note); return; }
      if (event.key === "Escape") next = table.parentNode;
      if (event.key === "ArrowLeft") next = cell.previousElementSibling;
      if (event.key === "ArrowRight") next = cell.nextElementSibling;
      if (event.key === "ArrowUp" || event.key === "ArrowDown") {
        var other = event.key === "ArrowUp" ? row.previousElementSibling : row.nextElementSibling;
        next = other && other.cells[cell.cellIndex];
      }
      if (next && (next === table.parentNode || next.matches(traced))) { event.preventDefault(); next.focus(); }
    });
  });
})();
