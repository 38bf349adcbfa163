"""`make train` writes what the engine reads, and says so when the data isn't there."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from eval.experiments import training
from eval.experiments.fitting import Weights
from rag.abstention.confidence import WEIGHTS
from rag.abstention.presuppositions import Premise


def test_every_premise_has_one_weight() -> None:
    assert sorted(premise for group in training.GROUPS for premise in group) == sorted(Premise)


def test_the_file_keeps_what_is_not_fitted_here() -> None:
    before = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))
    base = np.array([-38.0, *range(1, len(training.BASE) + 1)])
    text = training.as_toml(Weights(base, -np.arange(1.0, len(training.GROUPS) + 1)), ["a set: AUROC 0.9"])
    after = tomllib.loads(text)
    assert after["other-language"] == before["other-language"]
    assert after["words-alone"] == before["words-alone"]
    assert after["same-language"]["base"] == pytest.approx(-38 + training.PRIOR)
    assert after["same-language"]["similarity"] == 1
    assert after["unmet"]["denied"] == after["unmet"]["name"] == -2
    assert after["reader"] == before["reader"]
    assert "#   a set: AUROC 0.9\n" in text


def test_without_the_data_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["training", "--shared", str(tmp_path), "--write"])
    before = WEIGHTS.read_bytes()
    training.main()
    assert "Nothing was trained" in capsys.readouterr().out
    assert WEIGHTS.read_bytes() == before
