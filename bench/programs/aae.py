"""Twin of aae.ts: the same networks, phases, losses, optimizers and batch."""

import torch
import torch.nn as nn
import torch.nn.functional as F

from serve import serve

HIDDEN, LATENT, BATCH = 1000, 8, 100


def perceptron(inputs, outputs):
    return nn.Sequential(
        nn.Linear(inputs, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, outputs)
    )


encoder, decoder, discriminator = perceptron(784, LATENT), perceptron(LATENT, 784), perceptron(LATENT, 1)
autoencoder = [*encoder.parameters(), *decoder.parameters()]
optimizer = torch.optim.Adam(autoencoder, lr=1e-3)
optimizer_d = torch.optim.Adam(discriminator.parameters(), lr=1e-4, betas=(0.5, 0.999))
optimizer_g = torch.optim.Adam(encoder.parameters(), lr=1e-4, betas=(0.5, 0.999))
x = torch.rand(BATCH, 784)


def descend(optimizer, weights, loss):
    optimizer.zero_grad()
    loss.backward(inputs=list(weights))
    optimizer.step()
    return loss.detach()


def step():
    cost = F.binary_cross_entropy_with_logits(decoder(encoder(x)), x, reduction="sum") / BATCH
    reconstruction = descend(optimizer, autoencoder, cost)
    with torch.no_grad():
        z = encoder(x)
    judged = F.softplus(-discriminator(torch.randn_like(z))).mean() + F.softplus(discriminator(z)).mean()
    d = descend(optimizer_d, discriminator.parameters(), judged)
    g = descend(optimizer_g, encoder.parameters(), F.softplus(-discriminator(encoder(x))).mean())
    return reconstruction, d, g


serve(step)
