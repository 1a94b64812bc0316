"""Commands of the admin page.

python -m local.page build       what `make web` does
python -m local.page generate    the client and the permissions, as the API changed
python -m local.page publish     on the cloud that `make run` started; on AWS `make deploy` does it
python -m local.page test        its tests that need no browser
python -m local.page lock        part of `make lock`
"""

import argparse
import sys

from local import site
from local.cloud import ROOT, running_port
from local.say import CannotGoOn, exit_code_of, out
from local.stack import find, publish_site


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m local.page",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("action", choices=("build", "generate", "publish", "test", "lock"))
    asked = parser.parse_args()
    match asked.action:
        case "build":
            out.print(str(site.build().relative_to(ROOT)))
        case "generate":
            site.install()
            site.generate()
        case "test":
            site.build()
            site.run("npm", "test", "--silent")
        case "lock":
            site.lock()
        case _:
            _publish_here()
    return 0


def _publish_here() -> None:
    port = running_port()
    if not port:
        raise CannotGoOn("No local cloud is running. Start one with `make run`.")
    stack = find(port)
    publish_site(stack)
    out.print(f"The admin page: {stack.admin_url}")


if __name__ == "__main__":
    sys.exit(exit_code_of(main))
