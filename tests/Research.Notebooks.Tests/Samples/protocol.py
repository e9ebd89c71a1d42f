"""Drives the installed kernel through jupyter_client and prints what happened, one JSON object a line.

Usage: python3 protocol.py SCENARIO, with JUPYTER_PATH pointing at the installed kernelspec.
"""
import json
import os
import sys
import time

from jupyter_client.manager import KernelManager

TIMEOUT = 60


def report(**facts):
    print(json.dumps(facts), flush=True)


def start(name="research-csharp"):
    manager = KernelManager(kernel_name=name)
    manager.start_kernel(stderr=sys.stderr)
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=TIMEOUT)
    return manager, client


def messages(client, msg_id):
    """The iopub messages of one request, until it is idle."""
    while True:
        message = client.get_iopub_msg(timeout=TIMEOUT)
        if message["parent_header"].get("msg_id") != msg_id:
            continue
        if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
            return
        yield message


def run(client, code, **options):
    msg_id = client.execute(code, **options)
    seen = [m for m in messages(client, msg_id) if m["msg_type"] != "status"]
    return answer(client, msg_id), seen


def answer(client, msg_id):
    """The reply to one request; a slow start leaves replies to earlier ones in the channel."""
    while True:
        message = client.get_shell_msg(timeout=TIMEOUT)
        if message["parent_header"].get("msg_id") == msg_id:
            return message["content"]


def text(seen, kind="stdout"):
    return "".join(m["content"]["text"] for m in seen if m["msg_type"] == "stream" and m["content"]["name"] == kind)


def result(seen):
    return next((m["content"]["data"]["text/plain"] for m in seen if m["msg_type"] == "execute_result"), None)


def memory_mb(manager):
    with open(f"/proc/{manager.provisioner.process.pid}/status", encoding="utf-8") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))


def warm(manager, client):
    """The first cell of a kernel that had time to warm up, as when a reader has opened a notebook."""
    used = cpu_s(manager)
    while True:
        time.sleep(1)
        before, used = used, cpu_s(manager)
        if used - before < 0.02:
            break
    began = time.time()
    reply, seen = run(client, "record Row(string Area, int N); var rows = new[] { new Row(\"March\", 1) }.ToList(); rows.Sum(r => r.N)")
    report(step="warm", first_cell_s=time.time() - began, cpu_s=cpu_s(manager) - used, result=result(seen))


def cpu_s(manager):
    with open(f"/proc/{manager.provisioner.process.pid}/stat", encoding="utf-8") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def basics(manager, client):
    began = time.time()
    reply, seen = run(client, "int x = 40; Console.WriteLine(\"hé 𝒳\"); x + 2")
    report(step="execute", first_cell_s=time.time() - began, status=reply["status"], count=reply["execution_count"],
           types=[m["msg_type"] for m in seen], out=text(seen), result=result(seen))
    reply, seen = run(client, "int zero = 0;\nx / zero")
    report(step="error", status=reply["status"], ename=reply["ename"], traceback=reply["traceback"], types=[m["msg_type"] for m in seen])
    reply, seen = run(client, "int y = nonsense;")
    report(step="compile", status=reply["status"], ename=reply["ename"], traceback=reply["traceback"])
    reply, seen = run(client, "var d = display(\"one\"); d.Update(\"two\"); display(HTML(\"<b>h</b>\"));")
    report(step="display", types=[m["msg_type"] for m in seen], same=seen[1]["content"]["transient"] == seen[2]["content"]["transient"],
           updated=seen[2]["content"]["data"]["text/plain"], html=seen[3]["content"]["data"].get("text/html"))
    reply, seen = run(client, "x", silent=True)
    report(step="silent", status=reply["status"], types=[m["msg_type"] for m in seen])


def stopping(manager, client):
    run(client, "int x = 1;")
    for code in ("x = 2; while (true) { }", "x = 2; await Task.Delay(1); while (true) { }", "x = 2; System.Threading.Thread.Sleep(60000);",
                 "x = 2; while (true) { try { while (true) { } } catch { } }", "x = 2; await Task.Run(() => { while (true) { } });"):
        msg_id = client.execute("Console.Write(\"begun\"); " + code)
        while client.get_iopub_msg(timeout=TIMEOUT)["msg_type"] != "stream":
            pass
        time.sleep(0.3)
        began = time.time()
        manager.interrupt_kernel()
        seen = [m["msg_type"] for m in messages(client, msg_id)]
        reply = client.get_shell_msg(timeout=TIMEOUT)["content"]
        took = time.time() - began
        after, then = run(client, "x + 5")
        report(step="interrupt", took_s=took, status=reply["status"], ename=reply["ename"], evalue=reply["evalue"], seen=seen[-1], after=result(then))
    ids = [client.execute(code) for code in ("int bad = 1 / (x - x);", "x = 99;", "x")]
    replies = {}
    while len(replies) < 3:
        message = client.get_shell_msg(timeout=TIMEOUT)
        replies[message["parent_header"]["msg_id"]] = message["content"]["status"]
    report(step="abort", statuses=[replies[i] for i in ids])


def questions(manager, client):
    run(client, "using System.Globalization; record Pupil(string Area, int Score); var pupil = new Pupil(\"March\", 3); int Twice(int n) => 2 * n;")
    def ask(method, *arguments):
        getattr(client, method)(*arguments)
        return client.get_shell_msg(timeout=TIMEOUT)["content"]
    reply = ask("complete", "var 𝒳 = pupil.Sc", 16)
    report(step="complete", matches=reply["matches"], start=reply["cursor_start"], end=reply["cursor_end"])
    reply = ask("complete", "Console.Wri", 11)
    report(step="complete-framework", matches=reply["matches"][:20])
    reply = ask("inspect", "pupil.Score", 9)
    report(step="inspect", found=reply["found"], data=reply["data"])
    reply = ask("inspect", "Math.Max(1, ", 12)
    report(step="signature", found=reply["found"], data=reply["data"])
    reply = ask("inspect", "   ", 1)
    report(step="inspect-nothing", found=reply["found"])
    report(step="is-complete", statuses=[ask("is_complete", code)["status"] for code in ("1 + 1", "if (true) {", "int x = = 2;")])
    report(step="history", history=ask("history")["history"], search=client_history(client, "*nothing*"))
    report(step="comm-info", reply=ask("comm_info"))
    info = ask("kernel_info")
    report(step="kernel-info", protocol=info["protocol_version"], language=info["language_info"]["name"], status=info["status"])
    msg_id = client.execute("var area = await GetInputAsync(\"Area?\"); area.Length", allow_stdin=True)
    question = client.get_stdin_msg(timeout=TIMEOUT)["content"]
    client.input("Wisbech")
    seen = list(messages(client, msg_id))
    client.get_shell_msg(timeout=TIMEOUT)
    report(step="input", prompt=question["prompt"], password=question["password"], result=result(seen))
    reply, seen = run(client, "await GetInputAsync(\"Area?\")", allow_stdin=False)
    report(step="no-input", status=reply["status"], evalue=reply["evalue"])


def client_history(client, pattern):
    client.shell_channel.send(client.session.msg("history_request", {"hist_access_type": "search", "pattern": pattern, "n": 5, "raw": True, "output": False}))
    return client.get_shell_msg(timeout=TIMEOUT)["content"]["history"]


def load(manager, client):
    run(client, "int n = 0;")
    run(client, "n.ToString()")
    before = memory_mb(manager)
    began = time.time()
    failures = 0
    for i in range(1000):
        client.execute("n++;" if i % 2 else f"int v{i % 50} = n;")
        if client.get_shell_msg(timeout=TIMEOUT)["content"]["status"] != "ok":
            failures += 1
        if i == 499:
            middle = memory_mb(manager)
    seconds = time.time() - began
    run(client, "n")
    report(step="thousand-cells", failures=failures, seconds=seconds, start_mb=before, after_500_mb=middle, after_1000_mb=memory_mb(manager))
    began = time.time()
    msg_id = client.execute("var line = new string('x', 999_999) + \"\\n\"; for (int i = 0; i < 100; i++) Console.Write(line);")
    characters = sum(len(m["content"]["text"]) for m in messages(client, msg_id) if m["msg_type"] == "stream")
    client.get_shell_msg(timeout=TIMEOUT)
    report(step="hundred-megabytes", characters=characters, seconds=time.time() - began, memory_mb=memory_mb(manager))
    reply, seen = run(client, "n")
    report(step="after-load", result=result(seen))


def restart(manager, client):
    run(client, "int x = 7;")
    first = manager.provisioner.process.pid
    manager.restart_kernel(now=False)
    client.wait_for_ready(timeout=TIMEOUT)
    reply, seen = run(client, "x")
    report(step="restart", status=reply["status"], ename=reply.get("ename"), another=manager.provisioner.process.pid != first)


def signatures(manager, client):
    run(client, "int x = 1;")
    good, client.session.key = client.session.key, b"another key"
    client.execute("x = 666;")
    time.sleep(1)
    client.session.key = good
    reply, seen = run(client, "x")
    listening = [line.split() for line in open(f"/proc/{manager.provisioner.process.pid}/net/tcp", encoding="utf-8").readlines()[1:]]
    ports = {manager.shell_port, manager.iopub_port, manager.control_port, manager.stdin_port, manager.hb_port}
    addresses = sorted({row[1].split(":")[0] for row in listening if row[3] == "0A" and int(row[1].split(":")[1], 16) in ports})
    report(step="signatures", result=result(seen), addresses=addresses)


def main():
    began = time.time()
    manager, client = start()
    report(step="ready", seconds=time.time() - began)
    try:
        globals()[sys.argv[1]](manager, client)
    finally:
        client.stop_channels()
        began = time.time()
        manager.shutdown_kernel(now=False)
        report(step="shutdown", seconds=time.time() - began, memory=None, alive=manager.has_kernel and manager.is_alive())


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    main()
