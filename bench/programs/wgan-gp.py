"""Twin of wgan-gp.ts: the same networks, loss with penalty, optimizer and batch; G's loss is computed, as there."""

import torch
import torch.nn as nn

from serve import serve

LATENT, BATCH, LAMBDA = 100, 64, 10


def perceptron(sizes, last):
    pairs = zip(sizes, sizes[1:])
    layers = [layer for i, o in pairs for layer in (nn.Linear(i, o), nn.LeakyReLU(0.2))]
    return nn.Sequential(*layers[:-1], *last)


generator = perceptron([LATENT, 512, 512, 784], [nn.Tanh()])
critic = perceptron([784, 512, 512, 1], [])
optimizer = torch.optim.Adam(critic.parameters(), lr=2e-4, betas=(0.5, 0.999))
real = torch.rand(BATCH, 784) * 2 - 1


def generate():
    with torch.no_grad():
        return generator(torch.rand(BATCH, LATENT) * 2 - 1)


def penalty(fake):
    x = torch.lerp(real, fake, torch.rand(BATCH, 1)).requires_grad_()
    (slope,) = torch.autograd.grad(critic(x).sum(), x, create_graph=True)
    return LAMBDA * ((slope.square().sum(1) + 1e-12).sqrt() - 1).square().mean()


def step():
    fake = generate()
    loss = critic(fake).mean() - critic(real).mean() + penalty(fake)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    with torch.no_grad():
        score = -critic(generate()).mean()
    return loss.detach(), score


serve(step)
