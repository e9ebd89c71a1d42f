#!/usr/bin/env bash
# Leaves the container ready: packages restored as locked, everything built, a Jupyter and our kernel in it.
set -euo pipefail
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
as_root apt-get update -qq
as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends git jupyter-client jupyter-notebook jupyter-nbconvert python3-nbclient python3-ipykernel
dotnet restore Research.sln --locked-mode
dotnet build Research.sln --no-restore
dotnet run --project lib/Research.Cli --no-build -- kernel install --user
