"""A replica that says what it was asked, so that a lost or mixed answer is seen.

It listens at PORT and answers every request with its id, its method and its body: whole where the
path is /whole, else as length and digest. Answers to /whole of chunked requests are chunked.
"""

import hashlib
import os
import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def digest(body: bytes) -> bytes:
    return b"%d %s" % (len(body), hashlib.sha1(body).hexdigest().encode())


def expected(whole: bool, method: str, key: str, body: bytes) -> bytes:
    """What is answered."""
    return f"{method} {key} ".encode() + (body if whole else digest(body))


class Echo(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # one write for head and body

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        parts = []
        while size := int(self.rfile.readline(), 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def _answer(self) -> None:
        body = self._body()
        whole = self.path == "/whole"
        answer = expected(whole, self.command, self.headers.get("X-Request-ID", "-"), body)
        self.send_response(200)
        if whole and self.headers.get("Transfer-Encoding"):
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for at in range(0, len(answer), 10_000):
                part = answer[at : at + 10_000]
                self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
            self.wfile.write(b"0\r\n\r\n")
        else:
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)
        self.wfile.flush()

    do_GET = do_PUT = do_POST = _answer

    def handle(self) -> None:
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            super().handle()
        except (ConnectionError, ValueError):
            pass  # a client that has left

    def log_message(self, *_) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 512


if __name__ == "__main__":
    Server(("127.0.0.1", int(os.environ["PORT"])), Echo).serve_forever()
