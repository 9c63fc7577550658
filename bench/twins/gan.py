"""Goodfellow et al. 2014, Algorithm 1, as the twins of our GANs play it."""

import torch
import torch.nn.functional as F


def players(generator, discriminator, real, latent):
    """One step of D and of G, with Adam and the non-saturating loss; only the player who moves gets a gradient."""
    optimizers = {
        net: torch.optim.Adam(net.parameters(), lr=2e-4, betas=(0.5, 0.999)) for net in (generator, discriminator)
    }

    def descend(net, loss):
        optimizers[net].zero_grad()
        loss.backward(inputs=list(net.parameters()))
        optimizers[net].step()
        return loss.detach()

    def noise():
        return torch.rand(len(real), latent) * 2 - 1

    def step():
        with torch.no_grad():
            fake = generator(noise())
        d = descend(discriminator, F.softplus(-discriminator(real)).mean() + F.softplus(discriminator(fake)).mean())
        g = descend(generator, F.softplus(-discriminator(generator(noise()))).mean())
        return d, g

    return step
