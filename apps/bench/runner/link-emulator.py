#!/usr/bin/env python3
"""A slow line between this network namespace and a new one, in user space: kernels often come
without netem, and a container may not load it.

  link-emulator.py --rtt MS --rate BYTES_PER_SECOND [--loss PERCENT]

Packets upwards wait for the rate in a queue of one round trip (at least 50 ms) that drops what finds
it full; then each takes half a round trip. Downwards there is only the delay. The new namespace
belongs to this process and has no name: `nsenter --net --target PID` enters it, and it is gone with
the process, however that ends. The first line on stdout says where the server's side is reached; a
line "rate BYTES_PER_SECOND" on stdin changes the rate; the end of stdin ends the line.
"""

import argparse
import collections
import ctypes
import fcntl
import gc
import os
import random
import select
import struct
import subprocess
import sys
import time

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
CLONE_NEWNET = 0x40000000


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rtt", type=float, required=True)
    parser.add_argument("--rate", type=float, required=True)
    parser.add_argument("--loss", type=float, default=0)
    options = parser.parse_args()

    server, name = open_tun()
    # 198.18.0.0/15 is set aside for benchmarks (RFC 2544); a line of its own for each device.
    subnet = f"198.18.{int(name.removeprefix('bench')) % 256}"
    address(name, f"{subnet}.1/24")
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNET) != 0:
        sys.exit(f"No namespace: {os.strerror(ctypes.get_errno())}")
    client, name = open_tun()
    address("lo")
    address(name, f"{subnet}.2/24")
    # What desktops use. A machine set to BBR would hardly notice lost packets.
    ip("route", "replace", f"{subnet}.0/24", "dev", name, "congctl", "cubic")

    one_way = options.rtt / 2000
    up = Direction(server, one_way, options.loss, options.rate, max(options.rtt / 1000, 0.05))
    down = Direction(client, one_way, options.loss)
    print(f"{subnet}.1", flush=True)
    carry({client: up, server: down}, up)


def open_tun():
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    request = struct.pack("16sH22x", b"bench%d", IFF_TUN | IFF_NO_PI)
    answer = fcntl.ioctl(device, TUNSETIFF, request)
    return device, answer[:16].rstrip(b"\0").decode()


def address(name, own=None):
    if own:
        ip("addr", "add", own, "dev", name)
    ip("link", "set", name, "up")


def ip(*arguments):
    subprocess.run(["ip", *arguments], check=True)


def carry(directions, up):
    """Until stdin ends."""
    gc.disable()
    # Late packets would pass for a worse line.
    os.nice(-5)
    commands = sys.stdin.fileno()
    sources = [commands, *directions]
    wait = None
    while True:
        ready, _, _ = select.select(sources, [], [], wait)
        now = time.monotonic()
        for source in ready:
            if source == commands:
                line = os.read(commands, 4096).decode()
                if not line:
                    return
                up.rate = float(line.split()[-1])
                continue
            direction = directions[source]
            try:
                for _ in range(64):
                    direction.take(os.read(source, 65536), now)
            except BlockingIOError:
                pass
        now = time.monotonic()
        due = [moment for moment in (each.give(now) for each in directions.values()) if moment]
        wait = max(0, min(due) - now) if due else None


class Direction:
    """Where packets wait for the rate, then for the delay."""

    def __init__(self, target, delay, loss, rate=None, queue=0.0):
        self.target, self.delay, self.loss, self.rate, self.queue = target, delay, loss, rate, queue
        self.free_at = 0.0
        self.waiting = collections.deque()

    def take(self, packet, now):
        start = max(now, self.free_at)
        if self.loss and random.random() * 100 < self.loss:
            return
        if self.rate:
            if start - now > self.queue:
                return
            start += len(packet) / self.rate
            self.free_at = start
        self.waiting.append((start + self.delay, packet))

    def give(self, now):
        """The moment when the next packet is due, if there is one."""
        waiting = self.waiting
        while waiting and waiting[0][0] <= now:
            try:
                os.write(self.target, waiting.popleft()[1])
            except BlockingIOError:
                pass
        return waiting[0][0] if waiting else None


main()
