"""Twin of pixelcnn.ts: the same network, loss, optimizer and batch."""

import torch
import torch.nn as nn
import torch.nn.functional as F

from serve import serve

DEPTH, WIDTH, BATCH = 6, 32, 32


class MaskedConv2d(nn.Conv2d):
    def __init__(self, inputs, outputs, side, sees_itself):
        super().__init__(inputs, outputs, side, padding="same")
        before = torch.arange(side * side).reshape(side, side) < side * side // 2 + sees_itself
        self.register_buffer("mask", before.float())

    def forward(self, x):
        return self._conv_forward(x, self.weight * self.mask, self.bias)


hidden = [MaskedConv2d(1, WIDTH, 7, False), *(MaskedConv2d(WIDTH, WIDTH, 3, True) for _ in range(DEPTH - 1))]
net = nn.Sequential(*(layer for conv in hidden for layer in (conv, nn.ReLU())), MaskedConv2d(WIDTH, 1, 1, True))
optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
x = torch.randint(0, 2, (BATCH, 1, 28, 28)).float()


def step():
    loss = F.binary_cross_entropy_with_logits(net(x), x, reduction="sum") / BATCH
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return (loss.detach(),)


serve(step)
