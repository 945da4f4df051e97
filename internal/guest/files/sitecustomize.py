"""toile run puts this first in PYTHONPATH. urllib3, on which Plaid's client is built, reads no proxy from the
environment: it gets one here when a program imports it. A sitecustomize module of the user's own runs, too."""

import importlib.machinery
import importlib.util
import json
import os
import sys
from urllib.parse import urlsplit

HERE = os.path.dirname(os.path.abspath(__file__))


def is_local(host):
    host = (host or "localhost").lower()
    return host in ("localhost", "::1") or host.endswith(".localhost") or host.startswith("127.")


def lend_proxy(poolmanager, proxy):
    """Sends what a plain PoolManager would send to other machines through a ProxyManager like it."""
    plain = poolmanager.PoolManager
    direct = plain.urlopen

    def urlopen(self, method, url, redirect=True, **kw):
        if type(self) is not plain or is_local(urlsplit(url).hostname):
            return direct(self, method, url, redirect, **kw)
        lent = self.__dict__.get("_toile_proxy")
        if lent is None:
            lent = self.__dict__["_toile_proxy"] = poolmanager.ProxyManager(
                proxy, num_pools=self.pools._maxsize, headers=self.headers, **self.connection_pool_kw
            )
        return lent.urlopen(method, url, redirect, **kw)

    plain.urlopen = urlopen


class Watch:
    """Waits for urllib3 to be imported."""

    def __init__(self, proxy):
        self.proxy = proxy

    def find_spec(self, name, path=None, target=None):
        if name != "urllib3.poolmanager":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        if spec is None or not hasattr(spec.loader, "exec_module"):
            return spec
        run = spec.loader.exec_module

        def exec_module(module):
            run(module)
            lend_proxy(module, self.proxy)

        spec.loader.exec_module = exec_module
        return spec


def chain():
    """Runs the user's own sitecustomize, which this one hides."""
    sys.path[:] = [p for p in sys.path if os.path.abspath(p or os.curdir) != HERE]
    spec = importlib.machinery.PathFinder.find_spec("sitecustomize", sys.path)
    if spec is not None and spec.loader is not None:
        module = importlib.util.module_from_spec(spec)
        sys.modules["sitecustomize"] = module
        spec.loader.exec_module(module)


with open(os.path.join(os.path.dirname(HERE), "guest.json"), encoding="utf-8") as settings:
    sys.meta_path.insert(0, Watch(json.load(settings)["proxy"]))
chain()
