"""The nets of training.js in PyTorch: prints the milliseconds of a step of one of them, on one thread, eagerly."""
import json
import resource
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

torch.set_num_threads(1)


class Same(nn.Module):
    """The zeros that TensorFlow lays for a 3 x 3 convolution of stride 2."""

    def forward(self, x):
        return F.pad(x, (0, 1, 0, 1))


def conv(a, b, stride):
    return [nn.Conv2d(a, b, 3, 1, 1)] if stride == 1 else [Same(), nn.Conv2d(a, b, 3, 2)]


def conv_norm(a, b, k=3, stride=1, relu=True, bias=False, groups=1):
    layers = [nn.Conv2d(a, b, k, stride, k // 2, bias=bias, groups=groups), nn.BatchNorm2d(b)]
    return nn.Sequential(*layers, *([nn.ReLU()] if relu else []))


def cnn():
    convs = [*conv(1, 16, 1), nn.ReLU(), *conv(16, 32, 2), nn.ReLU(), *conv(32, 64, 2), nn.ReLU()]
    return nn.Sequential(*convs, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


def mlp(*hidden):
    widths = [784, *hidden]
    layers = [layer for a, b in zip(widths, widths[1:]) for layer in (nn.Linear(a, b), nn.ReLU())]
    return nn.Sequential(nn.Flatten(), *layers, nn.Linear(widths[-1], 10))


class Block(nn.Module):
    def __init__(self, a, b, stride):
        super().__init__()
        self.inner = nn.Sequential(conv_norm(a, b, stride=stride), conv_norm(b, b, relu=False))
        same = a == b and stride == 1
        self.shortcut = nn.Identity() if same else conv_norm(a, b, 1, stride, relu=False)

    def forward(self, x):
        return F.relu(self.inner(x) + self.shortcut(x))


def resnet(stem, width, blocks_of_stage=1):
    widths, blocks = [stem, width, 2 * width, 4 * width], []
    for index, (a, b) in enumerate(zip(widths, widths[1:])):
        blocks.append(Block(a, b, 1 if index == 0 else 2))
        blocks += [Block(b, b, 1) for _ in range(blocks_of_stage - 1)]
    return nn.Sequential(conv_norm(3, stem), *blocks, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(widths[-1], 10))


def vgg8():
    pool = lambda: nn.MaxPool2d(2)
    convs = [conv_norm(a, b, bias=True) for a, b in ((3, 64), (64, 128), (128, 256), (256, 512), (512, 512))]
    one, two, three, four, five = convs
    return nn.Sequential(one, pool(), two, pool(), three, pool(), four, five, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 10))


def mobilenet(width):
    layers, a = [conv_norm(3, width)], width
    for stage, (factor, blocks) in enumerate(((2, 1), (4, 2), (8, 2), (16, 6), (32, 2))):
        for block in range(blocks):
            stride = 2 if stage > 0 and block == 0 else 1
            layers += [conv_norm(a, a, stride=stride, groups=a), conv_norm(a, factor * width, 1)]
            a = factor * width
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(a, 10))


class Dense(nn.Module):
    def __init__(self, a, growth):
        super().__init__()
        wide = 4 * growth
        first = [nn.BatchNorm2d(a), nn.ReLU(), nn.Conv2d(a, wide, 1, bias=False)]
        second = [nn.BatchNorm2d(wide), nn.ReLU(), nn.Conv2d(wide, growth, 3, 1, 1, bias=False)]
        self.inner = nn.Sequential(*first, *second)

    def forward(self, x):
        return torch.cat([x, self.inner(x)], 1)


def densenet(layers, growth):
    a = 2 * growth
    parts = [nn.Conv2d(3, a, 3, 1, 1, bias=False)]
    for stage in range(3):
        if stage:
            parts += [nn.Conv2d(a, a // 2, 1, bias=False), nn.AvgPool2d(2)]
            a //= 2
        for _ in range(layers):
            parts.append(Dense(a, growth))
            a += growth
        parts += [nn.BatchNorm2d(a), nn.ReLU()]
    return nn.Sequential(*parts, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(a, 10))


class Vit(nn.Module):
    def __init__(self, patch, width, depth, heads):
        super().__init__()
        self.patches = nn.Conv2d(1, width, patch, patch)
        self.token = nn.Parameter(torch.zeros(1, 1, width))
        self.places = nn.Parameter(torch.zeros(1, 1 + (28 // patch) ** 2, width))
        block = lambda: nn.TransformerEncoderLayer(width, heads, 4 * width, 0.0, F.gelu, batch_first=True, norm_first=True)
        self.blocks = nn.Sequential(*(block() for _ in range(depth)))
        self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, 10)

    def forward(self, x):
        tokens = self.patches(x).flatten(2).transpose(1, 2)
        tokens = torch.cat([self.token.expand(len(x), -1, -1), tokens], 1) + self.places
        return self.head(self.norm(self.blocks(tokens)[:, 0]))


grey, colour = (1, 28, 28), (3, 32, 32)
nets = {
    "cnn": (cnn, grey),
    "mlp": (lambda: mlp(512, 512), grey),
    "small mlp": (lambda: mlp(32), grey),
    "resnet-8": (lambda: resnet(16, 16), colour),
    "resnet-8x4": (lambda: resnet(32, 64), colour),
    "vgg-8": (vgg8, colour),
    "mobilenet": (lambda: mobilenet(16), colour),
    "densenet": (lambda: densenet(3, 12), colour),
    "vit": (lambda: Vit(4, 64, 4, 4), grey),
    "kd": (vgg8, colour),
}
temperature = 4


def loss_of(logits, advice, labels):
    hard = F.cross_entropy(logits, labels)
    if advice is None:
        return hard
    soft = F.kl_div(F.log_softmax(logits / temperature, 1), F.softmax(advice / temperature, 1), reduction="batchmean")
    return 0.1 * hard + 0.9 * temperature**2 * soft


name, batch, steps, warmup = sys.argv[1], *map(int, sys.argv[2:5])
make, shape = nets[name]
net = make()
teacher = resnet(32, 64, 5).eval() if name == "kd" else None
optimizer = torch.optim.Adam(net.parameters())
images, labels, times = torch.rand(batch, *shape), torch.arange(batch) % 10, []
for step in range(warmup + steps):
    begun = time.perf_counter()
    with torch.no_grad():
        advice = teacher(images) if teacher else None
    loss = loss_of(net(images), advice, labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    loss.item()
    if step >= warmup:
        times.append(1000 * (time.perf_counter() - begun))
parameters = sum(parameter.numel() for parameter in net.parameters())
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
middle = sorted(times)[len(times) // 2]
print(json.dumps({"median": middle, "fastest": min(times), "parameters": parameters, "peakMB": peak}))
