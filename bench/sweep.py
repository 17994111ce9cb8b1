"""The sweep of sweep.kd as a person writes it in PyTorch: two processes of one thread, teachers first, their logits kept.

Prints the accuracy of each student, then the seconds of the whole. Argument: the folder of Fashion-MNIST.
"""
import gzip
import itertools
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

folder = Path(sys.argv[1])


def read(name, skip):
    return np.frombuffer(gzip.open(folder / name).read(), np.uint8)[skip:]


def data():
    parts = []
    for part, count in (("train", 10_000), ("t10k", 10_000)):
        images = read(f"{part}-images-idx3-ubyte.gz", 16).reshape(-1, 1, 28, 28)[:count] / np.float32(255)
        labels = read(f"{part}-labels-idx1-ubyte.gz", 8)[:count].astype(np.int64)
        parts += [torch.from_numpy((images - 0.286) / 0.353), torch.from_numpy(labels)]
    return parts


class Same(nn.Module):
    def forward(self, x):
        return F.pad(x, (0, 1, 0, 1))


def conv(a, b, stride):
    return [nn.Conv2d(a, b, 3, 1, 1)] if stride == 1 else [Same(), nn.Conv2d(a, b, 3, 2)]


def cnn(*channels):
    layers = []
    for index, (a, b) in enumerate(zip((1, *channels), channels)):
        layers += [*conv(a, b, 1 if index == 0 else 2), nn.ReLU()]
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels[-1], 10))


def mlp(*hidden):
    widths = [784, *hidden]
    layers = [layer for a, b in zip(widths, widths[1:]) for layer in (nn.Linear(a, b), nn.ReLU())]
    return nn.Sequential(nn.Flatten(), *layers, nn.Linear(widths[-1], 10))


def conv_norm(a, b, k=3, stride=1, relu=True):
    layers = [nn.Conv2d(a, b, k, stride, k // 2, bias=False), nn.BatchNorm2d(b)]
    return nn.Sequential(*layers, *([nn.ReLU()] if relu else []))


class Block(nn.Module):
    def __init__(self, a, b, stride):
        super().__init__()
        self.inner = nn.Sequential(conv_norm(a, b, stride=stride), conv_norm(b, b, relu=False))
        self.shortcut = nn.Identity() if a == b and stride == 1 else conv_norm(a, b, 1, stride, relu=False)

    def forward(self, x):
        return F.relu(self.inner(x) + self.shortcut(x))


def resnet8(width):
    widths = [width, width, 2 * width, 4 * width]
    blocks = [Block(a, b, 1 if index == 0 else 2) for index, (a, b) in enumerate(zip(widths, widths[1:]))]
    return nn.Sequential(conv_norm(1, width), *blocks, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4 * width, 10))


teachers = {"flat": lambda: mlp(512, 512), "conv": lambda: cnn(16, 32, 64), "res": lambda: resnet8(16)}
students = {"mlp(64)": lambda: mlp(64), "cnn(8, 16)": lambda: cnn(8, 16)}


def train(net, x, y, epochs, seed, loss_of):
    optimizer, order = torch.optim.Adam(net.parameters(), lr=0.001), torch.Generator().manual_seed(seed)
    for _ in range(epochs):
        for batch in torch.randperm(len(x), generator=order).split(64):
            loss = loss_of(net(x[batch]), y[batch], batch)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()


def logits_of(net, x):
    net.eval()
    with torch.no_grad():
        return torch.cat([net(part) for part in x.split(500)])


def teach(name, kept):
    torch.set_num_threads(1)
    torch.manual_seed(0)
    x, y, test_x, test_y = data()
    net = teachers[name]()
    train(net, x, y, 3, 0, lambda z, t, _: F.cross_entropy(z, t))
    torch.save(logits_of(net, x), Path(kept) / name)
    return name, (logits_of(net, test_x).argmax(1) == test_y).float().mean().item()


def learn(case, kept):
    torch.set_num_threads(1)
    student, temperature, seed = case
    torch.manual_seed(seed)
    x, y, test_x, test_y = data()
    net = students[student]()
    if temperature:
        soft = torch.stack([F.softmax(torch.load(Path(kept) / name) / temperature, 1) for name in teachers]).mean(0)

    def loss_of(z, t, batch):
        hard = F.cross_entropy(z, t)
        if not temperature:
            return hard
        kd = F.kl_div(F.log_softmax(z / temperature, 1), soft[batch], reduction="batchmean") * temperature**2
        return 0.1 * hard + 0.9 * kd

    train(net, x, y, 10, seed, loss_of)
    return case, (logits_of(net, test_x).argmax(1) == test_y).float().mean().item()


if __name__ == "__main__":
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as kept, ProcessPoolExecutor(2) as pool:
        # The longest first: together the other two take less time than it.
        found = list(pool.map(teach, ("res", "conv", "flat"), itertools.repeat(kept)))
        cases = list(itertools.product(("cnn(8, 16)", "mlp(64)"), (0, 4, 8), (1, 2, 3)))
        found += list(pool.map(learn, cases, itertools.repeat(kept)))
    for what, accuracy in found:
        print(what, f"{accuracy:.4f}", file=sys.stderr)
    print(time.perf_counter() - begun)
