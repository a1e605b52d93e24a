"""The replicas, and the proxies before them, configured as alike as they can be.

Each proxy hashes consistently by X-Request-ID, keeps its connections to the replicas, says on whose
behalf it asks, streams bodies, and has as many threads or workers as it has cores. HAProxy and
Ringkeeper ask the replicas for their health once a second; the free nginx cannot.
"""

import os
import shlex
import socket
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REPLICAS = 3
SIZES = {"100B": 100, "16KiB": 16 * 1024, "1MiB": 1024 * 1024}

_NGINX = """\
daemon off;
{user}
pid {dir}/{name}.pid;
error_log {dir}/{name}.error error;
worker_processes {workers};
worker_rlimit_nofile 20000;
events {{ worker_connections 18000; }}
http {{
  access_log {access_log};
  client_body_temp_path {dir}/{name}.body;
  proxy_temp_path {dir}/{name}.proxy;
  fastcgi_temp_path {dir}/{name}.fastcgi;
  uwsgi_temp_path {dir}/{name}.uwsgi;
  scgi_temp_path {dir}/{name}.scgi;
  keepalive_requests 1000000000;
  tcp_nodelay on;
{http}
}}
"""

# An upload is read to its end before it is answered: the mirror does that.
_REPLICA = """\
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    root {dir}/answers;
    sendfile on;
    open_file_cache max=10;
    client_body_buffer_size 128k;
    location = /100B {{ return 200 "{small}"; }}
    location = /heartbeat {{ return 200; }}
    location = /upload {{ mirror /read; error_page 404 405 =200 @done; }}
    location = /read {{ internal; return 204; }}
    location @done {{ return 200 "{small}"; }}
  }}
"""

_NGINX_PROXY = """\
  upstream replicas {{
    hash $http_x_request_id consistent;
{servers}
    keepalive 3072;
    keepalive_requests 1000000000;
  }}
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    location / {{
      proxy_pass http://replicas;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-Host $http_host;
      proxy_request_buffering off;
      proxy_max_temp_file_size 0;
    }}
  }}
"""

_HAPROXY = """\
global
  nbthread {workers}
  maxconn 8000
  {log}
defaults
  mode http
  timeout connect 1s
  timeout client 60s
  timeout server 60s
  retries 3
  option redispatch
{log_format}
frontend clients
  bind 127.0.0.1:{port} backlog 4096
  option forwardfor
  http-request set-header X-Forwarded-Proto http
  http-request set-header X-Forwarded-Host %[req.hdr(Host)]
  default_backend replicas
backend replicas
  balance hdr(X-Request-ID)
  hash-type consistent
  http-reuse always
  option httpchk GET /heartbeat
{servers}
"""

_RINGKEEPER = """\
listen: 127.0.0.1:{port}
admin: off
engine: static
static:
  replicas: [{servers}]
key: [header:X-Request-ID, random]
not-found: pass
loops: {workers}
{access_log}
log:
  level: warn
"""


def free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    try:
        return [it.getsockname()[1] for it in sockets]
    finally:
        for it in sockets:
            it.close()


class Site:
    """The folder in which the configurations are written, and the replicas they name."""

    def __init__(self, folder: Path, workers: int):
        self.folder = folder
        self.ports = free_ports(REPLICAS)
        self._workers = workers

    def replicas(self, nginx: str, workers: int) -> list[str]:
        """The command of one nginx that listens as three replicas."""
        answers = self.folder / "answers"
        answers.mkdir()
        for name, size in SIZES.items():
            (answers / name).write_bytes(b"x" * size)
        servers = "".join(
            _REPLICA.format(port=port, dir=self.folder, small=str(ordinal).ljust(100, "x"))
            for ordinal, port in enumerate(self.ports, 1)
        )
        return self._nginx(nginx, "replicas", workers, servers, "off")

    def nginx(self, program: str, name: str, port: int, log: bool) -> list[str]:
        servers = "\n".join(f"    server 127.0.0.1:{it};" for it in self.ports)
        http = _NGINX_PROXY.format(servers=servers, port=port)
        access_log = f"{self.folder}/{name}.access" if log else "off"
        return self._nginx(program, name, self._workers, http, access_log)

    def haproxy(self, program: str, name: str, port: int, log: bool) -> list[str]:
        servers = "\n".join(
            f"  server s{it} 127.0.0.1:{it} check inter 1s" for it in self.ports
        )
        config = _HAPROXY.format(
            workers=self._workers,
            port=port,
            servers=servers,
            log="log stdout format raw local0 info" if log else "",
            log_format="  log global\n  option httplog" if log else "",
        )
        return [program, "-db", "-f", self._write(f"{name}.cfg", config)]

    def ringkeeper(
        self, launcher: str, name: str, port: int, log: str = ""
    ) -> list[str]:
        """What an older Ringkeeper may not know is not written for one that writes no log."""
        file = f"{self.folder}/{name}.access"
        config = _RINGKEEPER.format(
            access_log=f"access-log: {log}\naccess-log-file: {file}" if log else "",
            workers=self._workers,
            port=port,
            servers=", ".join(f"127.0.0.1:{it}" for it in self.ports),
        )
        return [*shlex.split(launcher), "run", "-c", self._write(f"{name}.yaml", config)]

    def _nginx(
        self, program: str, name: str, workers: int, http: str, access_log: str
    ) -> list[str]:
        config = _NGINX.format(
            user="user root;" if os.geteuid() == 0 else "",
            dir=self.folder,
            name=name,
            workers=workers,
            access_log=access_log,
            http=http,
        )
        return [program, "-c", self._write(f"{name}.conf", config)]

    def _write(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_text(text)
        return str(path)
