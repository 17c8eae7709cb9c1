"""Firefox and WebKit, as Debian installs them, with no more than a few commands.

Firefox speaks WebDriver BiDi by itself; WebKit comes with a driver that speaks WebDriver. Both take
the same description of key presses.
"""

import json
import os
import re
import shutil
import subprocess
import time
import urllib.request
from itertools import count
from pathlib import Path

import websocket  # comes with JupyterLab

PATIENCE = 60  # seconds: a machine may be busy


def keys(text: str) -> list[dict]:
    """Describe how `text` is typed."""
    strokes = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
    return [{"type": "key", "id": "keyboard", "actions": strokes}]


class Firefox:
    """One page in Firefox."""

    program = "firefox-esr"

    def __init__(self, folder: Path):
        command = [self.program, "--headless", "--no-remote", "--profile", str(folder)]
        self.process = subprocess.Popen(
            [*command, "--remote-debugging-port", "0", "about:blank"],
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        lines = iter(self.process.stderr.readline, "")
        address = next(found[0] for line in lines if (found := re.search(r"ws://\S+", line)))
        self.socket = websocket.create_connection(
            f"{address}/session", timeout=PATIENCE, suppress_origin=True
        )
        self.numbers = count()
        self.complaints = []
        self.send("session.new", capabilities={})
        self.send("session.subscribe", events=["log.entryAdded"])
        self.page = self.send("browsingContext.getTree")["contexts"][0]["context"]

    def send(self, method: str, **parameters):
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("method") == "log.entryAdded":
                if answer["params"]["level"] == "error":
                    self.complaints.append(answer["params"]["text"])
            elif answer.get("id") == number:
                assert answer["type"] == "success", answer
                return answer["result"]

    def open(self, url: str):
        self.send("browsingContext.navigate", context=self.page, url=url, wait="complete")

    def run(self, script: str):
        """Run a function body in the page; it returns a text."""
        answer = self.send(
            "script.callFunction",
            functionDeclaration=f"() => {{ {script} }}",
            target={"context": self.page},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer
        return answer["result"].get("value")

    def type(self, text: str):
        self.send("input.performActions", context=self.page, actions=keys(text))

    def close(self):
        self.send("browser.close")
        self.socket.close()
        self.process.wait(timeout=PATIENCE)


class WebKit:
    """One page in WebKit, on a screen that nobody sees."""

    program = "WebKitWebDriver"
    complaints = ()  # its driver does not tell

    def __init__(self, folder: Path):
        self.display = subprocess.Popen(
            ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        screen = f":{self.display.stdout.readline().strip()}"
        browser = next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
        self.port = 4700 + os.getpid() % 1000
        self.process = subprocess.Popen(
            [self.program, f"--port={self.port}"],
            env={**os.environ, "DISPLAY": screen, "HOME": str(folder), "GDK_BACKEND": "x11"}
            | {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"},  # containers forbid a second one
            stderr=subprocess.DEVNULL,
        )
        self.base = ""
        options = {"binary": str(browser), "args": ["--automation"]}
        capabilities = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        self.base = "/session/" + self.send("/session", capabilities=capabilities)["sessionId"]

    def send(self, path: str, method: str = "POST", **given):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{self.base}{path}",
            data=json.dumps(given).encode() if method == "POST" else None,
            method=method,
        )
        until = time.monotonic() + PATIENCE
        while True:
            try:
                with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                    return json.load(answer)["value"]
            except urllib.error.HTTPError as error:
                raise AssertionError(error.read().decode()) from error
            except OSError:  # the driver is not up yet
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)

    def open(self, url: str):
        self.send("/url", url=url)

    def run(self, script: str):
        return self.send("/execute/sync", script=script, args=[])

    def type(self, text: str):
        self.send("/actions", actions=keys(text))

    def close(self):
        self.send("", method="DELETE")
        for process in (self.process, self.display):
            process.terminate()
            process.wait(timeout=PATIENCE)


def installed() -> list[type]:
    """Return the browsers that this machine has."""
    return [
        *([Firefox] if shutil.which(Firefox.program) else []),
        *([WebKit] if shutil.which(WebKit.program) and shutil.which("Xvfb") else []),
    ]
