"""Twin of dcgan.ts: the same networks, losses, optimizers and batch."""

import torch
import torch.nn as nn

from serve import serve
from gan import players

WIDTH, LATENT, BATCH = 64, 100, 64
conv = dict(kernel_size=5, stride=2, padding=2)

generator = nn.Sequential(
    nn.Linear(LATENT, 7 * 7 * 2 * WIDTH, bias=False),
    nn.Unflatten(1, (2 * WIDTH, 7, 7)),
    nn.BatchNorm2d(2 * WIDTH),
    nn.ReLU(),
    nn.ConvTranspose2d(2 * WIDTH, WIDTH, **conv, output_padding=1, bias=False),
    nn.BatchNorm2d(WIDTH),
    nn.ReLU(),
    nn.ConvTranspose2d(WIDTH, 1, **conv, output_padding=1),
    nn.Tanh(),
)
discriminator = nn.Sequential(
    nn.Conv2d(1, WIDTH, **conv),
    nn.LeakyReLU(0.2),
    nn.Conv2d(WIDTH, 2 * WIDTH, **conv, bias=False),
    nn.BatchNorm2d(2 * WIDTH),
    nn.LeakyReLU(0.2),
    nn.Flatten(),
    nn.Linear(7 * 7 * 2 * WIDTH, 1),
)

serve(players(generator, discriminator, torch.rand(BATCH, 1, 28, 28) * 2 - 1, LATENT))
