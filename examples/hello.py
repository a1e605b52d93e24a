import os, wsgiref.simple_server
def hello(request, respond): return respond("200 OK", []) and [f"Hello from Server: {os.environ['SERVER_ID']}\n".encode()]
wsgiref.simple_server.make_server("127.0.0.1", int(os.environ["PORT"]), hello).serve_forever()
