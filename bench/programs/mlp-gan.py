"""Twin of mlp-gan.ts: the same networks, losses, optimizers and batch."""

import torch
import torch.nn as nn

from serve import serve
from gan import players

LATENT, BATCH = 100, 64

generator = nn.Sequential(
    nn.Linear(LATENT, 512),
    nn.LeakyReLU(0.2),
    nn.Linear(512, 512),
    nn.LeakyReLU(0.2),
    nn.Linear(512, 784),
    nn.Tanh(),
    nn.Unflatten(1, (1, 28, 28)),
)
discriminator = nn.Sequential(
    nn.Flatten(),
    nn.Linear(784, 512),
    nn.LeakyReLU(0.2),
    nn.Dropout(0.3),
    nn.Linear(512, 512),
    nn.LeakyReLU(0.2),
    nn.Dropout(0.3),
    nn.Linear(512, 1),
)

serve(players(generator, discriminator, torch.rand(BATCH, 1, 28, 28) * 2 - 1, LATENT))
