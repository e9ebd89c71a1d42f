(function () {
  // Draws every chart fragment of the document that is not drawn yet. Safe to run again and again, and before plotly.js is there.
  // Names of the rows, first on top; none where the vertical axis is of numbers.
  function rowsOf(data) {
    var names = new Set();
    var named = data.every(function (series) {
      return Array.isArray(series.y) && series.y.every(function (name) { names.add(name); return typeof name === "string"; });
    });
    return named ? Array.from(names) : [];
  }
  // Pixels from row to row that keep the tallest two neighbours apart: a name may take several lines, of 1.3 times its size each.
  function pitchOf(names, size) {
    var lines = names.map(function (name) { return name.split("<br>").length; });
    return 8 + Math.ceil(1.3 * size * Math.max.apply(null, lines.map(function (own, i) { return (own + (i > 0 ? lines[i - 1] : own)) / 2; })));
  }
  function fit(layout, width, captioned, names) {
    var narrow = width < 520, size = narrow ? 11 : 13, rows = names.length;
    var needed = rows > 0 ? 120 + rows * pitchOf(names, size) : 0;
    delete layout.width;
    layout.autosize = true;
    // A chart with a named row for each estimate needs the same height on a phone: its names must not run into one another.
    if (rows > 8) layout.height = Math.min(layout.height || Math.max(2000, needed), Math.max(120 + 40 * rows, needed));
    else layout.height = Math.max(narrow ? Math.min(layout.height || 380, 420) : layout.height || 450, needed);
    if (rows > 8 && layout.yaxis && layout.yaxis.type === "category" && layout.yaxis.autorange === "reversed") {
      layout.yaxis = Object.assign({}, layout.yaxis, { range: [rows - 0.4, -0.6] });
      delete layout.yaxis.autorange;
    }
    if (captioned) delete layout.title; // The caption says it.
    layout.font = Object.assign({}, layout.font, { family: "system-ui, sans-serif", size: size, color: "#0b0c0c" });
    layout.margin = { l: 10, r: 10, t: captioned ? 16 : 56, b: 10, pad: 4 };
    layout.legend = Object.assign({}, layout.legend, { orientation: "h", x: 0, xanchor: "left", y: 1.02, yanchor: "bottom" });
    Object.keys(layout).concat(["xaxis", "yaxis"]).forEach(function (key) {
      if (/^[xy]axis\d*$/.test(key)) layout[key] = Object.assign({}, layout[key], { automargin: true });
    });
    return layout;
  }
  function draw(figure) {
    var plot = figure.querySelector(".plot");
    var json = figure.querySelector('script[type="application/json"]');
    if (!plot || !json || !plot.isConnected || plot.clientWidth === 0) return false;
    figure.setAttribute("data-drawn", "");
    var chart = JSON.parse(json.textContent);
    var narrow = plot.clientWidth < 520;
    var config = Object.assign({}, chart.config, { responsive: true, displayModeBar: false });
    var layout = function () { return fit(JSON.parse(JSON.stringify(chart.layout || {})), plot.clientWidth, !!figure.querySelector("figcaption"), rowsOf(chart.data)); };
    window.Plotly.newPlot(plot, chart.data, layout(), config);
    if (window.ResizeObserver) {
      new ResizeObserver(function () {
        if (plot.clientWidth === 0) return;
        if ((plot.clientWidth < 520) === narrow) return;
        narrow = !narrow;
        window.Plotly.react(plot, chart.data, layout(), config);
      }).observe(plot);
    }
    return true;
  }
  var tries = 0;
  function all() {
    var waiting = Array.prototype.slice.call(document.querySelectorAll("figure[data-research-chart]:not([data-drawn])"));
    var left = window.Plotly ? waiting.filter(function (figure) { return !draw(figure); }) : waiting;
    // A host may run the script before it puts the output into the document, or the output that carries plotly.js later.
    if ((left.length > 0 || tries < 3) && tries++ < 150) setTimeout(all, 100);
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", all);
  all();
})();
