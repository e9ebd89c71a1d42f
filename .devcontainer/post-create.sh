#!/usr/bin/env bash
# Leaves the container ready: packages restored as locked, everything built, a Jupyter to try the kernel with.
set -euo pipefail
sudo apt-get update -qq
sudo DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends jupyter-client jupyter-nbconvert python3-nbclient python3-ipykernel chromium
dotnet restore Research.sln --locked-mode
dotnet build Research.sln --no-restore
