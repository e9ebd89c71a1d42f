"""Runs a notebook cell by cell in a live Jupyter Notebook page in headless Chromium, and takes a picture of its charts.

Usage: python3 browser_run.py FOLDER NOTEBOOK PICTURES, the notebook given from the folder. The pictures are PICTURES/chart-N.png.
Prints one JSON object: code cells, cells with an error, charts in the page, charts drawn, matches of a completion, an interrupt.
"""
import base64
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request

import websocket

CHROMIUM = "/usr/bin/chromium"
DEADLINE = time.time() + 600


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def fetch(url):
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return json.load(answer)
        except OSError:
            if time.time() > DEADLINE:
                raise
            time.sleep(0.3)


class Page:
    """A browser page, driven by the DevTools protocol."""

    def __init__(self, port):
        target = next(t for t in fetch(f"http://127.0.0.1:{port}/json/list") if t["type"] == "page")
        self.socket = websocket.create_connection(target["webSocketDebuggerUrl"], suppress_origin=True, timeout=120)
        self.count = 0

    def send(self, method, **parameters):
        self.count += 1
        self.socket.send(json.dumps({"id": self.count, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == self.count:
                return answer["result"]

    def value(self, expression):
        return self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)["result"].get("value")

    def wait(self, expression, what):
        while not self.value(expression):
            if time.time() > DEADLINE:
                raise TimeoutError(what)
            time.sleep(0.3)

    def picture(self, path, rectangle):
        clip = dict(rectangle, scale=1)
        with open(path, "wb") as file:
            file.write(base64.b64decode(self.send("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)["data"]))


IDLE = "Jupyter.notebook && Jupyter.notebook.kernel && Jupyter.notebook.kernel.is_connected() && !Jupyter.notebook.kernel_busy"
RAN = "Jupyter.notebook.get_cells().filter(c => c.cell_type === 'code' && c.get_text().trim()).every(c => typeof c.input_prompt_number === 'number')"


def run(page, folder, pictures):
    page.wait(IDLE, "the kernel")
    page.value("Jupyter.notebook.set_autosave_interval(0); Jupyter.notebook.execute_all_cells(); true")
    # Long outputs stand in a box that scrolls, where a picture would show their top only.
    page.value("Jupyter.notebook.constructor; require('notebook/js/outputarea').OutputArea.prototype._should_scroll = () => false; true")
    page.wait(RAN + " && !Jupyter.notebook.kernel_busy", "the cells")
    page.wait("[...document.querySelectorAll('[data-research-chart]')].every(f => f.querySelector('.main-svg'))", "the charts")
    facts = json.loads(page.value("""JSON.stringify({
        cells: Jupyter.notebook.get_cells().filter(c => c.cell_type === 'code' && c.get_text().trim()).length,
        errors: Jupyter.notebook.get_cells().filter(c => c.cell_type === 'code' && c.output_area.outputs.some(o => o.output_type === 'error')).map(c => c.get_text()),
        charts: document.querySelectorAll('[data-research-chart]').length,
        drawn: [...document.querySelectorAll('[data-research-chart]')].filter(f => f.querySelector('.main-svg')).length,
        libraries: [...document.scripts].filter(s => s.dataset.researchScript === 'library').length })"""))
    for number in range(min(facts["charts"], 3)):
        rectangle = json.loads(page.value(f"""(() => {{ const f = document.querySelectorAll('[data-research-chart]')[{number}], s = document.querySelector('#site');
            s.scrollTop += f.getBoundingClientRect().top - 200; const q = f.getBoundingClientRect();
            return JSON.stringify({{ x: q.left, y: q.top, width: q.width, height: q.height }}); }})()"""))
        page.picture(os.path.join(pictures, f"chart-{number + 1}.png"), rectangle)
    # A loop in a new cell, stopped by the page's own command.
    page.value("""window.last = Jupyter.notebook.insert_cell_at_bottom('code'); last.set_text('int kept = 5; while (true) { }'); last.execute(); true""")
    page.wait("Jupyter.notebook.kernel_busy", "the loop")
    time.sleep(1)
    page.value("Jupyter.notebook.kernel.interrupt(); true")
    page.wait("!Jupyter.notebook.kernel_busy && last.output_area.outputs.length > 0", "the interrupt")
    facts["interrupted"] = page.value("last.output_area.outputs[0].ename")
    page.value("""window.last = Jupyter.notebook.insert_cell_at_bottom('code'); last.set_text('kept + 1'); last.execute(); true""")
    page.wait("!Jupyter.notebook.kernel_busy && last.output_area.outputs.length > 0", "the cell after it")
    facts["after"] = page.value("last.output_area.outputs[0].data['text/plain']")
    facts["matches"] = page.value("new Promise(done => Jupyter.notebook.kernel.complete('kep', 3, m => done(m.content.matches)))")
    return facts


def main():
    folder, notebook, pictures = sys.argv[1:]
    port, debugging = free_port(), free_port()
    server = subprocess.Popen([sys.executable, "-m", "notebook", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}", "--NotebookApp.token=", "--NotebookApp.password=",
                               "--NotebookApp.port_retries=0", f"--notebook-dir={folder}"], stdout=sys.stderr, stderr=sys.stderr)
    browser = subprocess.Popen([CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--hide-scrollbars", "--window-size=1400,2600",
                                f"--user-data-dir={os.path.join(pictures, 'profile')}", f"--remote-debugging-port={debugging}", "about:blank"], stdout=sys.stderr, stderr=sys.stderr)
    try:
        fetch(f"http://127.0.0.1:{port}/api")
        page = Page(debugging)
        page.send("Page.navigate", url=f"http://127.0.0.1:{port}/notebooks/{notebook}")
        page.wait("!!(window.Jupyter && window.Jupyter.notebook)", "the page")
        print(json.dumps(run(page, folder, pictures)))
        page.value("Jupyter.notebook.session.delete(); true")
        time.sleep(1)
    finally:
        browser.terminate()
        browser.wait(20)
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    main()
