"""Executes a notebook with nbclient in the notebook's own folder. Usage: python3 nbclient_run.py NOTEBOOK EXECUTED"""
import os
import sys

import nbformat
from nbclient import NotebookClient

source, target = sys.argv[1:]
notebook = nbformat.read(source, as_version=4)
NotebookClient(notebook, timeout=900, resources={"metadata": {"path": os.path.dirname(source)}}).execute()
nbformat.validate(notebook)
nbformat.write(notebook, target)
