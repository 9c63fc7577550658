"""Twin of vae.ts: the same networks, bound, optimizer and batch."""

import torch
import torch.nn as nn
import torch.nn.functional as F

from serve import serve

HIDDEN, LATENT, BATCH = 400, 20, 100


def perceptron(inputs, outputs):
    return nn.Sequential(
        nn.Linear(inputs, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, outputs)
    )


encoder, decoder = perceptron(784, 2 * LATENT), perceptron(LATENT, 784)
optimizer = torch.optim.Adam([*encoder.parameters(), *decoder.parameters()], lr=1e-3)
x = torch.randint(0, 2, (BATCH, 784)).float()


def step():
    mean, log_variance = encoder(x).chunk(2, 1)
    z = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
    kl = 0.5 * (mean**2 + log_variance.exp() - 1 - log_variance).sum(1)
    log_likelihood = -F.binary_cross_entropy_with_logits(decoder(z), x, reduction="none").sum(1)
    loss = (kl - log_likelihood).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.detach(), kl.mean().detach()


serve(step)
