"""The network as it is trained: the numpy network of :mod:`quotes.analysis.network` once more, in torch.

An encoder (BERT's, Devlin et al., 2019: the first layers of a small pretrained one) gives one vector a word, that of
its first piece; five heads read the vectors: Penn tags, sentence starts, entity tags, and arcs and their labels by
biaffine scorers (Dozat and Manning, 2017). A root's head is the word itself.

Needs torch, which only training installs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from quotes.analysis.network import Sizes
from quotes.training.batches import MISSING, Answers

_NEVER = -1e4


@dataclass
class Batch:
    """Padded arrays of some windows: pieces by windows × pieces, annotation by windows × words."""

    pieces: Tensor
    shapes: Tensor
    spacing: Tensor
    lengths: Tensor
    firsts: Tensor
    tags: Tensor
    heads: Tensor
    relations: Tensor
    starts: Tensor
    entities: Tensor
    sentences: Tensor
    weights: Tensor

    @classmethod
    def of(cls, windows: Sequence[Answers], pad: int) -> Batch:
        """The windows, padded to the longest."""

        def padded(rows: list[np.ndarray], fill: int) -> Tensor:
            size = max(len(row) for row in rows)
            table = np.full((len(rows), size), fill, dtype=np.int64)
            for number, row in enumerate(rows):
                table[number, : len(row)] = row
            return torch.from_numpy(table)

        return cls(
            padded([item.window.pieces for item in windows], pad),
            padded([item.window.shapes for item in windows], 0),
            padded([item.window.spacing for item in windows], 0),
            torch.tensor([item.window.size for item in windows]),
            padded([item.window.firsts for item in windows], 0),
            padded([item.tags for item in windows], MISSING),
            padded([item.heads for item in windows], MISSING),
            padded([item.relations for item in windows], MISSING),
            padded([item.starts for item in windows], MISSING),
            padded([item.entities for item in windows], MISSING),
            padded([item.sentences for item in windows], MISSING),
            torch.tensor([item.weight for item in windows]),
        )


class Layer(nn.Module):
    """A transformer layer, normalised after each half, with x·σ(1.702 x) for GELU (Hendrycks and Gimpel, 2016).

    The factor 1.702 is folded into ``inner`` and ``outer``.
    """

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.heads = sizes.heads
        self.attend = nn.Linear(sizes.width, 3 * sizes.width)
        self.merge = nn.Linear(sizes.width, sizes.width)
        self.attend_norm = nn.LayerNorm(sizes.width, eps=1e-12)
        self.inner = nn.Linear(sizes.width, sizes.inner)
        self.outer = nn.Linear(sizes.inner, sizes.width)
        self.norm = nn.LayerNorm(sizes.width, eps=1e-12)

    def forward(self, vectors: Tensor, mask: Tensor, dropout: float) -> Tensor:
        """Vectors (windows × pieces × width) to vectors; ``mask`` tells which pieces are none."""
        count, length, width = vectors.shape
        split = self.attend(vectors).view(count, length, 3, self.heads, width // self.heads)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        context = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        context = self.merge(context.transpose(1, 2).reshape(count, length, width))
        vectors = self.attend_norm(vectors + functional.dropout(context, dropout, self.training))
        changed = self.outer(functional.silu(self.inner(vectors)))
        return self.norm(vectors + functional.dropout(changed, dropout, self.training))


class Network(nn.Module):
    """Encoder and heads; its parameters have the names that :mod:`quotes.analysis.network` reads."""

    def __init__(self, sizes: Sizes, dropout: float = 0.1, unknown: float = 0.03, unknown_piece: int = 1) -> None:
        super().__init__()
        self.sizes = sizes
        self.dropout = dropout
        self.unknown = unknown
        self.unknown_piece = unknown_piece
        self.pieces = nn.Embedding(sizes.pieces, sizes.width)
        # the pretrained vectors stay as they are: pieces that training never sees would fall out of step
        self.pieces.weight.requires_grad = False
        self.positions = nn.Embedding(sizes.positions, sizes.width)
        self.shapes = nn.Embedding(sizes.shapes, sizes.width)
        self.spacing = nn.Embedding(4, sizes.width)
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.spacing.weight)
        self.norm = nn.LayerNorm(sizes.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(sizes) for _ in range(sizes.layers))
        self.tag = nn.Linear(sizes.width, sizes.tags)
        self.start = nn.Linear(sizes.width, 1)
        self.entity = nn.Linear(sizes.width, sizes.entities)
        self.arc_child = nn.Linear(sizes.width, sizes.arc)
        self.arc_head = nn.Linear(sizes.width, sizes.arc)
        self.label_child = nn.Linear(sizes.width, sizes.label)
        self.label_head = nn.Linear(sizes.width, sizes.label)
        self.arc = nn.Linear(sizes.arc, sizes.arc, bias=False)
        self.arc_prior = nn.Linear(sizes.arc, 1)
        self.root = nn.Linear(sizes.arc, 1)
        self.label = nn.Linear(sizes.label, sizes.label * sizes.relations, bias=False)
        self.label_bias = nn.Linear(2 * sizes.label, sizes.relations)
        nn.init.zeros_(self.label.weight)
        nn.init.normal_(self.arc.weight, std=0.02)

    def words(self, batch: Batch) -> Tensor:
        """One vector a word: windows × words × width."""
        pieces = batch.pieces
        if self.training and self.unknown:
            drawn = torch.rand(pieces.shape) < self.unknown
            pieces = torch.where(drawn & (batch.shapes < 9), self.unknown_piece, pieces)
        length = pieces.shape[1]
        places = torch.arange(length)
        vectors = self.pieces(pieces) + self.positions(places) + self.shapes(batch.shapes) + self.spacing(batch.spacing)
        vectors = functional.dropout(self.norm(vectors), self.dropout, self.training)
        mask = (places[None, :] < batch.lengths[:, None])[:, None, None, :]
        for layer in self.layers:
            vectors = layer(vectors, mask, self.dropout)
        chosen = torch.gather(vectors, 1, batch.firsts[:, :, None].expand(-1, -1, self.sizes.width))
        return functional.dropout(chosen.float(), self.dropout, self.training)

    def arcs(self, words: Tensor) -> Tensor:
        """Scores, windows × children × heads; a root's is on the diagonal."""
        child = functional.leaky_relu(self.arc_child(words), 0.1)
        head = functional.leaky_relu(self.arc_head(words), 0.1)
        child = functional.dropout(child, 2 * self.dropout, self.training)
        head = functional.dropout(head, 2 * self.dropout, self.training)
        scores = self.arc(child) @ head.transpose(1, 2) + self.arc_prior(head).transpose(1, 2)
        return scores + torch.diag_embed(self.root(child).squeeze(-1))

    def relations(self, words: Tensor, heads: Tensor) -> Tensor:
        """Label scores of the arcs to ``heads``: windows × words × relations."""
        child = functional.leaky_relu(self.label_child(words), 0.1)
        head = functional.leaky_relu(self.label_head(words), 0.1)
        child = functional.dropout(child, 2 * self.dropout, self.training)
        head = functional.dropout(head, 2 * self.dropout, self.training)
        head = torch.gather(head, 1, heads[:, :, None].expand(-1, -1, self.sizes.label))
        mixed = self.label(child).unflatten(-1, (self.sizes.relations, self.sizes.label))
        scores = (mixed @ head.unsqueeze(-1)).squeeze(-1)
        return scores + self.label_bias(torch.cat([child, head], dim=-1))


def losses(network: Network, batch: Batch, bfloat16: bool = False) -> dict[str, Tensor]:
    """The mean loss of each head over the words whose answer is known, by weight of their corpus.

    ``bfloat16`` computes the encoder, not the heads, in half precision: half the time where the processor knows it.
    """
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bfloat16):
        words = network.words(batch)
    same = batch.sentences[:, :, None] == batch.sentences[:, None, :]
    allowed = same & (batch.sentences != MISSING)[:, None, :]
    arcs = network.arcs(words).masked_fill(~allowed, _NEVER)
    starts = network.start(words).squeeze(-1)
    start_loss = functional.binary_cross_entropy_with_logits(starts, (batch.starts == 1).float(), reduction="none")
    weights = batch.weights[:, None].expand_as(batch.tags)

    def mean(values: Tensor, known: Tensor) -> Tensor:
        kept = weights * known
        return (values * kept).sum() / kept.sum().clamp(min=1.0)

    def cross_entropy(scores: Tensor, truth: Tensor) -> Tensor:
        values = functional.cross_entropy(
            scores.flatten(0, 1).float(), truth.flatten(), ignore_index=MISSING, reduction="none"
        )
        return mean(values.view_as(truth), truth != MISSING)

    return {
        "tag": cross_entropy(network.tag(words), batch.tags),
        "arc": cross_entropy(arcs, batch.heads),
        "label": cross_entropy(network.relations(words, batch.heads.clamp(min=0)), batch.relations),
        "start": mean(start_loss, batch.starts != MISSING),
        "entity": cross_entropy(network.entity(words), batch.entities),
    }


@torch.no_grad()
def accuracies(network: Network, batches: Sequence[Batch]) -> dict[str, float]:
    """Shares of words that are right, sentences given: tags, heads, heads with label; F1 of starts; entity tags."""
    right = dict.fromkeys(("tag", "uas", "las", "start", "entity"), 0.0)
    total = dict.fromkeys(right, 0.0)
    for batch in batches:
        words = network.words(batch)
        same = batch.sentences[:, :, None] == batch.sentences[:, None, :]
        allowed = same & (batch.sentences != MISSING)[:, None, :]
        heads = network.arcs(words).masked_fill(~allowed, _NEVER).argmax(-1)
        relations = network.relations(words, heads).argmax(-1)
        known = batch.heads != MISSING
        tags = batch.tags != MISSING
        right["tag"] += float(((network.tag(words).argmax(-1) == batch.tags) & tags).sum())
        total["tag"] += float(tags.sum())
        attached = (heads == batch.heads) & known
        right["uas"] += float(attached.sum())
        right["las"] += float((attached & (relations == batch.relations)).sum())
        total["uas"] += float(known.sum())
        total["las"] += float(known.sum())
        starts = (network.start(words).squeeze(-1) > 0) & (batch.starts != MISSING)
        right["start"] += 2 * float((starts & (batch.starts == 1)).sum())
        total["start"] += float(starts.sum() + (batch.starts == 1).sum())
        entities = network.entity(words).argmax(-1)
        named = (batch.entities > 0) | ((entities > 0) & (batch.entities == 0))
        right["entity"] += float(((entities == batch.entities) & named).sum())
        total["entity"] += float(named.sum())
    return {name: right[name] / max(total[name], 1.0) for name in right}


__all__ = ["Batch", "Layer", "Network", "accuracies", "losses"]
