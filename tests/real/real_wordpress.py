"""A WordPress, Debian's or a newer one, behind Apache with a private MariaDB, in a folder of its own.

Nothing under /etc or /var is touched: own configuration, socket and document root. All ends with the test.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import requests

from tests.real.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHECKS = Path(__file__).parents[2] / ".ci/checks"
CORES = {"6.1": Path("/usr/share/wordpress"), "6.5": _CHECKS / "wordpress-6.5"}
MODULES = Path("/usr/lib/apache2/modules")
NEEDED = ("apache2", "mariadbd", "mariadb-install-db", "php")
LOADED = ("mpm_prefork", "authz_core", "authn_core", "dir", "mime", "rewrite", "env", "setenvif")
PATIENCE_S = 120

CONFIG = """<?php
define('DB_NAME', 'blog'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:%(socket)s'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $kind) {
  define($kind . '_KEY', 'only for a test'); define($kind . '_SALT', 'only for a test');
}
$host = $_SERVER['HTTP_HOST'] ?? '127.0.0.1:%(port)s';
define('WP_HOME', 'http://' . $host); define('WP_SITEURL', 'http://' . $host);
define('WP_ENVIRONMENT_TYPE', 'local'); define('DISABLE_WP_CRON', true);
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('FS_METHOD', 'direct'); define('WP_DEBUG', false);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""
INSTALL = """<?php
define('WP_INSTALLING', true);
require '%(root)s/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Stilte', 'anna', 'anna@example.org', true, '', 'a long password');
update_option('permalink_structure', '/%%postname%%/'); update_option('blog_public', 1);
$out = [];
$roles = ['anna' => 'administrator', 'eva' => 'editor', 'bo' => 'author', 'cas' => 'contributor',
  'dia' => 'subscriber', 'pia' => 'subscriber'];
foreach ($roles as $name => $role) {
  $user = get_user_by('login', $name);
  $id = $user ? $user->ID : wp_insert_user(['user_login' => $name, 'user_pass' => 'x', 'role' => $role,
    'user_email' => "$name@example.org"]);
  $made = WP_Application_Passwords::create_new_application_password($id, ['name' => 'stilte']);
  $out[$name] = $made[0];
}
echo json_encode($out);
"""
APACHE = """
ServerRoot "%(home)s"
ServerName 127.0.0.1
Listen 127.0.0.1:%(port)s
PidFile "%(home)s/apache.pid"
ErrorLog "%(home)s/apache.log"
%(modules)s
TypesConfig /etc/mime.types
StartServers 3
MaxRequestWorkers 8
%(user)s
<FilesMatch "\\.php$">
  SetHandler application/x-httpd-php
</FilesMatch>
DocumentRoot "%(root)s"
<Directory "%(root)s">
  AllowOverride None
  Require all granted
  DirectoryIndex index.php
  RewriteEngine On
  RewriteRule .* - [E=HTTP_AUTHORIZATION:%%{HTTP:Authorization}]
  RewriteBase /
  RewriteRule ^index\\.php$ - [L]
  RewriteCond %%{REQUEST_FILENAME} !-f
  RewriteCond %%{REQUEST_FILENAME} !-d
  RewriteRule . /index.php [L]
</Directory>
"""


@dataclass(frozen=True, slots=True)
class Blog:
    """A running blog: its address, and the application passwords of its users."""

    address: str
    passwords: dict[str, str]
    root: Path

    @property
    def version(self) -> tuple[int, ...]:
        """Return its version by its own word: (6, 1)."""
        told = (self.root / "wp-includes/version.php").read_text("utf-8").partition("$wp_version = '")[2]
        return tuple(int(number) for number in told.partition("'")[0].split(".")[:2])

    def ask(self, path: str, method: str = "GET", **fields: object) -> Any:
        """Ask the blog as its administrator, past our own code."""
        answer = requests.request(
            method, f"{self.address}/wp-json/wp/v2/{path}", auth=("anna", self.passwords["anna"]),
            json=fields or None, timeout=60,
        )  # fmt: skip
        answer.raise_for_status()
        return answer.json()

    @contextlib.contextmanager
    def meeting(self, **obstacles: object) -> Iterator[None]:
        """Let the blog do what `obstacles.php` knows, until the block ends."""
        told = self.root / "wp-content/obstacles.json"
        told.write_text(json.dumps(obstacles), "utf-8")
        try:
            yield
        finally:
            told.unlink()
            (self.root / "wp-content/uploads/busy").unlink(missing_ok=True)


def missing(core: Path) -> str | None:
    """Return what is not installed of a core and of what it stands on, or None."""
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])
    lacks = [name for name in NEEDED if shutil.which(name, path=path) is None]
    lacks += [] if (core / "wp-load.php").is_file() else [f"WordPress in {core}"]
    lacks += [] if list(MODULES.glob("libphp*.so")) else ["libapache2-mod-php"]
    return f"WordPress cannot run here, {', '.join(lacks)} missing: see .ci/install" if lacks else None


@contextlib.contextmanager
def running_blog(home: Path, core: Path) -> Iterator[Blog]:
    """Yield a fresh blog of a core; its servers end with the block, whatever happens in it."""
    # A socket's path may have 107 characters at most, and other users read the document root.
    home.chmod(0o755)
    root, port = home / "www", free_port()
    values = {"home": home, "root": root, "port": port, "socket": home / "db.sock"}
    subprocess.run(["cp", "-aL", core, root], check=True)
    _own_content(root)
    (root / "wp-config.php").unlink(missing_ok=True)
    (root / "wp-config.php").write_text(CONFIG % values, encoding="utf-8")
    with contextlib.ExitStack() as servers:
        servers.enter_context(_database(home))
        passwords = _installed(home, values)
        _hand_over(root)
        servers.enter_context(_apache(home, values))
        yield Blog(f"http://127.0.0.1:{port}", passwords, root)


def _own_content(root: Path) -> None:
    content = root / "wp-content"
    content.mkdir(exist_ok=True)
    uploads = content / "uploads"
    shutil.rmtree(uploads, ignore_errors=True)
    uploads.mkdir()
    plugins = content / "mu-plugins"
    plugins.mkdir(exist_ok=True)
    shutil.copy(Path(__file__).with_name("episodes.php"), plugins / "episodes.php")
    shutil.copy(
        Path(__file__).with_name("obstacles.php"), plugins / "0-obstacles.php"
    )  # read before the other


@contextlib.contextmanager
def _database(home: Path) -> Iterator[None]:
    data, sock = home / "db", home / "db.sock"
    who = [f"--user={getpass.getuser()}"]
    _run(["mariadb-install-db", "--no-defaults", f"--datadir={data}", *who,
          "--auth-root-authentication-method=normal", "--skip-test-db"])  # fmt: skip
    server = ["mariadbd", "--no-defaults", f"--datadir={data}", f"--socket={sock}", "--skip-networking", *who,
              f"--pid-file={home}/db.pid", "--innodb-buffer-pool-size=32M",
              "--innodb-flush-log-at-trx-commit=0",
              "--skip-log-bin"]  # fmt: skip
    with _process(server, home / "db.log"):
        _wait(lambda: _answers(["mariadb-admin", "--no-defaults", f"--socket={sock}", "-uroot", "ping"]))
        _run(["mariadb", "--no-defaults", f"--socket={sock}", "-uroot", "-e", "CREATE DATABASE blog"])
        yield


def _installed(home: Path, values: dict[str, object]) -> dict[str, str]:
    script = home / "install.php"
    script.write_text(INSTALL % values, encoding="utf-8")
    told = subprocess.run(["php", str(script)], capture_output=True, text=True, check=True).stdout
    passwords: dict[str, str] = json.loads(told[told.index("{") :])
    return passwords


def _hand_over(root: Path) -> None:
    """Let Apache's own user write where it must, where we are root and it may not be."""
    if os.geteuid() == 0:
        _run(["chown", "-R", "www-data:www-data", str(root / "wp-content")])


@contextlib.contextmanager
def _apache(home: Path, values: dict[str, object]) -> Iterator[None]:
    php = max(MODULES.glob("libphp*.so"))
    loads = [f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in LOADED]
    loads.append(f"LoadModule php_module {php}")
    user = "User www-data\nGroup www-data" if os.geteuid() == 0 else ""
    conf = home / "apache.conf"
    conf.write_text(APACHE % {**values, "modules": "\n".join(loads), "user": user}, encoding="utf-8")
    with _process(["apache2", "-f", str(conf), "-DFOREGROUND"], home / "apache.out"):
        _wait(lambda: _listens(int(str(values["port"]))))
        yield


@contextlib.contextmanager
def _process(command: list[str], log: Path) -> Iterator[None]:
    with log.open("wb") as out:  # a session of its own: Apache ends its whole process group
        process = subprocess.Popen(
            command, stdout=out, stderr=out, env=_environment(), start_new_session=True
        )
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _environment() -> dict[str, str]:
    return {**os.environ, "PATH": os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])}


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, env=_environment())


def _answers(command: list[str]) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait(ready: object) -> None:
    """Look every 50 ms until a server answers."""
    until = time.monotonic() + PATIENCE_S
    while not ready():  # type: ignore[operator]
        if time.monotonic() > until:
            raise TimeoutError("a server did not start")
        time.sleep(0.05)
