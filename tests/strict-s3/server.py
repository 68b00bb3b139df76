"""An S3 server for the tests: OpenStack Swift with its s3api middleware, all of it in this one process.

usage: server.py FOLDER

Ports and secret are new each time. FOLDER/coordinates appears once requests are answered; SIGTERM ends it.
"""
import os
import secrets
import sys

import eventlet
import eventlet.wsgi

eventlet.monkey_patch(all=False, socket=True, select=True, thread=True)

from swift.common import utils, wsgi  # noqa: E402 (the patch comes first)
from swift.common.ring import RingBuilder  # noqa: E402
from swift.common.storage_policy import reload_storage_policies  # noqa: E402
from swift.common.swob import Request  # noqa: E402

HOST = "127.0.0.1"
REGION = "us-east-1"
BUCKET = "uploads"
PARTS = ("account", "container", "object")

folder = os.path.abspath(sys.argv[1])
secret = secrets.token_hex(20)


class Forgetful:
    """Stands where Swift insists on a memcached. Whoever signs needs no token, so there is nothing to remember."""

    def get(self, key, *others, **more):
        return None

    def set(self, key, *others, **more):
        pass

    delete = set


def write(name, text):
    with open(os.path.join(folder, name), "w") as file:
        file.write(text)


def serve(socket, name, sections):
    """Starts one part of Swift on a socket and gives its application."""
    common = f"[DEFAULT]\nswift_dir = {folder}\ndevices = {folder}/disks\nmount_check = false\nlog_address = /dev/null\n"
    write(f"{name}.conf", common + sections)
    app = wsgi.loadapp(os.path.join(folder, f"{name}.conf"), global_conf={"log_name": name})

    def with_cache(environ, start_response):
        return app({**environ, "swift.cache": Forgetful()}, start_response)

    # The protocol keeps the path as it was sent: that is what is signed.
    eventlet.spawn(
        eventlet.wsgi.server, socket, with_cache, utils.NullLogger(),
        protocol=wsgi.SwiftHttpProtocol, capitalize_response_headers=False)
    return app


def ring(name, port):
    builder = RingBuilder(part_power=2, replicas=1, min_part_hours=0)
    builder.add_dev({"region": 1, "zone": 1, "ip": HOST, "port": port, "device": "disk", "weight": 1})
    builder.rebalance()
    builder.get_ring().save(os.path.join(folder, f"{name}.ring.gz"))


os.makedirs(os.path.join(folder, "disks", "disk"))
write("swift.conf", (
    f"[swift-hash]\nswift_hash_path_suffix = {secrets.token_hex(8)}\nswift_hash_path_prefix =\n"
    "[storage-policy:0]\nname = only\ndefault = yes\n"))
utils.set_swift_dir(folder)
reload_storage_policies()

# The rings tell the ports, and each part reads the rings: so sockets first.
sockets = {name: eventlet.listen((HOST, 0)) for name in PARTS}
for name in PARTS:
    ring(name, sockets[name].getsockname()[1])
for name in PARTS:
    # Objects stay in memory: disks without extended attributes are no hindrance then.
    kind = "mem_object" if name == "object" else name
    serve(sockets[name], name, f"[pipeline:main]\npipeline = server\n[app:server]\nuse = egg:swift#{kind}\n")

door = eventlet.listen((HOST, 0))
proxy = serve(door, "proxy", f"""[pipeline:main]
pipeline = catch_errors listing_formats bulk s3api tempauth proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:bulk]
use = egg:swift#bulk
[filter:s3api]
use = egg:swift#s3api
location = {REGION}
s3_acl = false
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = {secret} .admin
""")

# Past the filters, which would ask for a signature.
made = Request.blank(f"/v1/AUTH_test/{BUCKET}", environ={"REQUEST_METHOD": "PUT"}).get_response(proxy._pipeline_final_app)
if not made.is_success:
    sys.exit(f"The bucket could not be made: {made.status}")

write("coordinates.new", "".join(f"OUTREACH_S3_{name}={value}\n" for name, value in (
    ("ENDPOINT", f"http://{HOST}:{door.getsockname()[1]}"),
    ("REGION", REGION),
    ("ACCESS_KEY", "test:tester"),
    ("SECRET_KEY", secret),
    ("BUCKET", BUCKET))))
os.rename(os.path.join(folder, "coordinates.new"), os.path.join(folder, "coordinates"))
while True:
    eventlet.sleep(3600)
