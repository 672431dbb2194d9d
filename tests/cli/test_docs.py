import re
from pathlib import Path

import pytest

from dateline import errors
from dateline.cli.main import cli
from dateline.cli.settings import SETTINGS, variable
from dateline.evaluate import BENCHMARKS
from dateline.store import Query

PAGE = (Path(__file__).parents[2] / "docs" / "commands.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
SHARED = PAGE.partition("\n## ")[0] + SECTIONS["Inputs of `code` and `build`"]


@pytest.mark.parametrize("name", cli.commands)
def test_every_option_of_a_command_is_told(name):
    told = SECTIONS[f"`{name}`"] + SHARED
    assert f"    dateline {name} " in PAGE
    for parameter in cli.commands[name].params:
        for flag in parameter.opts if parameter.param_type_name == "option" else []:
            assert f"`{flag}" in told, flag


def test_the_options_of_all_commands_are_told():
    for parameter in cli.params:
        for flag in parameter.opts:
            assert f"`{flag}" in SHARED, flag


def test_every_key_setting_benchmark_and_exit_code_is_told():
    for key in Query.__struct_fields__:
        assert f"`{key}`" in SECTIONS["`query`"], key
    for setting in SETTINGS:
        assert f"`--{setting}` | `{variable(setting)}` | `{setting} = " in SECTIONS["Settings"]
    for benchmark in BENCHMARKS:
        assert f"`{benchmark}`" in SECTIONS["`evaluate`"]
    codes = {value.exit_code for value in vars(errors).values() if hasattr(value, "exit_code")}
    for code in codes | {0, 6, 130}:
        assert f"| {code} |" in SECTIONS["Exit codes"]
