"""
Twin of cyclegan.ts: the same networks, losses, pools, optimizers and batch. Every term's images pass by themselves, as
the paper's PyTorch code has it; ours hands a network the images of two terms at once where it can.
"""

import random

import torch
import torch.nn as nn

from serve import serve

WIDTHS, PATCH, BATCH = (32, 64, 128), (64, 128), 8
LAMBDA, IDENTITY, POOL = 10, 5, 50
half = dict(kernel_size=4, stride=2, padding=1)


def norm(filters):
    return nn.InstanceNorm2d(filters, affine=True)


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        a, b, c = WIDTHS
        self.down1 = nn.Sequential(nn.Conv2d(3, a, **half), nn.LeakyReLU(0.2))
        self.down2 = nn.Sequential(nn.Conv2d(a, b, **half, bias=False), norm(b), nn.LeakyReLU(0.2))
        self.down3 = nn.Sequential(nn.Conv2d(b, c, **half, bias=False), norm(c), nn.LeakyReLU(0.2))
        self.up1 = nn.Sequential(nn.ConvTranspose2d(c, b, **half, bias=False), norm(b), nn.ReLU())
        self.up2 = nn.Sequential(nn.ConvTranspose2d(2 * b, a, **half, bias=False), norm(a), nn.ReLU())
        self.up3 = nn.Sequential(nn.ConvTranspose2d(2 * a, 3, **half), nn.Tanh())

    def forward(self, x):
        first = self.down1(x)
        second = self.down2(first)
        h = self.up1(self.down3(second))
        h = self.up2(torch.cat([h, second], 1))
        return self.up3(torch.cat([h, first], 1))


def patch_discriminator():
    a, b = PATCH
    return nn.Sequential(
        nn.Conv2d(3, a, **half),
        nn.LeakyReLU(0.2),
        nn.Conv2d(a, b, **half, bias=False),
        norm(b),
        nn.LeakyReLU(0.2),
        nn.ZeroPad2d((1, 2, 1, 2)),
        nn.Conv2d(b, 1, kernel_size=4),
    )


class Pool:
    def __init__(self):
        self.images = []

    def exchange(self, fakes):
        out = []
        for fake in fakes:
            if len(self.images) < POOL:
                self.images.append(fake)
            elif random.random() >= 0.5:
                place = random.randrange(POOL)
                self.images[place], fake = fake, self.images[place]
            out.append(fake)
        return torch.stack(out)


G, F, DX, DY = UNet(), UNet(), patch_discriminator(), patch_discriminator()
pool_x, pool_y = Pool(), Pool()
generators, discriminators = [*G.parameters(), *F.parameters()], [*DX.parameters(), *DY.parameters()]
opt_g = torch.optim.Adam(generators, lr=2e-4, betas=(0.5, 0.999))
opt_d = torch.optim.Adam(discriminators, lr=2e-4, betas=(0.5, 0.999))
x, y = torch.rand(2, BATCH, 3, 32, 32) * 2 - 1


def descend(optimizer, parameters, loss):
    optimizer.zero_grad()
    loss.backward(inputs=parameters)
    optimizer.step()


def l1(a, b):
    return (a - b).abs().mean()


def real(s):
    return ((s - 1) ** 2).mean() / 2


def fake(s):
    return (s**2).mean() / 2


def step():
    fake_x, fake_y = F(y), G(x)
    g = real(DY(fake_y)) + real(DX(fake_x))
    cycle = l1(F(fake_y), x) + l1(G(fake_x), y)
    identity = l1(F(x), x) + l1(G(y), y)
    descend(opt_g, generators, g + LAMBDA * cycle + IDENTITY * identity)
    old_x, old_y = pool_x.exchange(fake_x.detach()), pool_y.exchange(fake_y.detach())
    d = real(DX(x)) + fake(DX(old_x)) + real(DY(y)) + fake(DY(old_y))
    descend(opt_d, discriminators, d)
    return d.detach(), g.detach(), cycle.detach(), identity.detach()


serve(step)
