"""Twin of conditional-dcgan.ts: labels beside z for G, by projection for D; the same losses, optimizers and batch."""

import torch
import torch.nn as nn
import torch.nn.functional as F

from serve import serve
from gan import players

WIDTH, LATENT, CLASSES, BATCH = 64, 100, 10, 64
UNITS = 7 * 7 * 2 * WIDTH
conv = dict(kernel_size=5, stride=2, padding=2)
y = F.one_hot(torch.arange(BATCH) % CLASSES, CLASSES).float()


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(LATENT + CLASSES, UNITS, bias=False),
            nn.Unflatten(1, (2 * WIDTH, 7, 7)),
            nn.BatchNorm2d(2 * WIDTH),
            nn.ReLU(),
            nn.ConvTranspose2d(2 * WIDTH, WIDTH, **conv, output_padding=1, bias=False),
            nn.BatchNorm2d(WIDTH),
            nn.ReLU(),
            nn.ConvTranspose2d(WIDTH, 1, **conv, output_padding=1),
            nn.Tanh(),
        )

    def forward(self, z):
        return self.layers(torch.cat([z, y], 1))


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, WIDTH, **conv),
            nn.LeakyReLU(0.2),
            nn.Conv2d(WIDTH, 2 * WIDTH, **conv, bias=False),
            nn.BatchNorm2d(2 * WIDTH),
            nn.LeakyReLU(0.2),
            nn.Flatten(),
        )
        self.judge = nn.Linear(UNITS, 1)
        self.project = nn.Linear(CLASSES, UNITS, bias=False)

    def forward(self, x):
        features = self.features(x)
        return self.judge(features) + (features * self.project(y)).sum(1, keepdim=True)


serve(players(Generator(), Discriminator(), torch.rand(BATCH, 1, 28, 28) * 2 - 1, LATENT))
