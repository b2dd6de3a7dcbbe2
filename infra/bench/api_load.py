#!/usr/bin/env python3
"""Asks a running console as programs do, then as attackers do; says how it bore that.

    infra/sightline demo --out d                                   # in another terminal; prints the address and a link
    infra/bench/api_load.py http://127.0.0.1:8080 TOKEN --pid PID  # a token of an engineer, from the page Tokens

First 50 requests a second over the resources that a page or a program reads (time to the whole answer), then 1,000 a second
of junk: paths that climb, other methods, half requests, forged tokens, bodies of noise. The server has to answer afterwards as
before, and with --pid its threads, memory and log must not have grown with the number of requests.
"""
import argparse
import asyncio
import os
import random
import sys
import time
from urllib.parse import urlparse

READS = ["/cameras", "/identities?limit=20", "/sightings?limit=20", "/alerts?limit=20", "/system", "/rules", "/watchlist",
         "/labels/statistics", "/models", "/retention", "/session", "/audit?limit=20"]


async def ask(host, port, request, patience=10):
    """The status of one request, 0 for none; reads the answer to its end."""
    try:
        reader, writer = await asyncio.wait_for(asyncio.open_connection(host, port), patience)
    except OSError:
        return 0
    try:
        writer.write(request)
        await writer.drain()
        answer = await asyncio.wait_for(reader.read(), patience)
        return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.1 ") else 0
    except (OSError, asyncio.TimeoutError, ValueError, IndexError):
        return 0
    finally:
        writer.close()


def get(host, port, path, token):
    return (f"GET /api/v1{path} HTTP/1.1\r\nHost: {host}:{port}\r\nAuthorization: Bearer {token}\r\n"
            "Connection: close\r\n\r\n").encode()


def junk(chance, host, port):
    """A request that nobody honest sends."""
    noise = chance.randbytes(chance.randrange(1, 400))
    name = f"Host: {host}:{port}\r\n"
    return chance.choice([
        lambda: noise,
        lambda: b"GET /" + noise.replace(b"\r", b"").replace(b"\n", b"") + b" HTTP/1.1\r\n" + name.encode() + b"Connection: close\r\n\r\n",
        lambda: f"GET /api/v1/../../../etc/passwd HTTP/1.1\r\n{name}Connection: close\r\n\r\n".encode(),
        lambda: f"GET /assets/..%2f..%2fetc%2fpasswd HTTP/1.1\r\n{name}Connection: close\r\n\r\n".encode(),
        lambda: f"{chance.choice(['TRACE', 'BREW', 'DELETE', 'PUT'])} /api/v1/users HTTP/1.1\r\n{name}Connection: close\r\n\r\n".encode(),
        lambda: f"GET /api/v1/identities HTTP/1.1\r\n{name}Authorization: Bearer sightline_{chance.getrandbits(200):x}\r\nConnection: close\r\n\r\n".encode(),
        lambda: f"GET / HTTP/1.1\r\n{name}Cookie: sightline-{port}={chance.getrandbits(200):x}\r\nConnection: close\r\n\r\n".encode(),
        lambda: f"GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n".encode(),
        lambda: f"POST /api/v1/search HTTP/1.1\r\n{name}Content-Length: {len(noise)}\r\nConnection: close\r\n\r\n".encode() + noise,
        lambda: f"POST /login HTTP/1.1\r\n{name}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 28\r\nConnection: close\r\n\r\nname=root&password=password1".encode(),
        lambda: f"POST /api/v1/search HTTP/1.1\r\n{name}Content-Length: 99999999999\r\nConnection: close\r\n\r\n".encode(),
        lambda: f"GET /api/v1/live HTTP/1.1\r\n{name}Accept: text/event-stream\r\nConnection: close\r\n\r\n".encode(),
    ])()


def state(pid):
    """Threads, and resident memory in MB."""
    with open(f"/proc/{pid}/status") as file:
        fields = dict(line.split(":", 1) for line in file)
    return int(fields["Threads"]), int(fields["VmRSS"].split()[0]) // 1024


async def paced(rate, seconds, make, most):
    """Starts so many requests a second, at most so many at once; the statuses and the times in ms."""
    gate, statuses, times, tasks = asyncio.Semaphore(most), {}, [], []

    async def one():
        async with gate:
            began = time.perf_counter()
            status = await make()
            times.append((time.perf_counter() - began) * 1000)
            statuses[status] = statuses.get(status, 0) + 1

    began = time.perf_counter()
    for i in range(rate * seconds):
        await asyncio.sleep(max(0, began + i / rate - time.perf_counter()))
        tasks.append(asyncio.create_task(one()))
    await asyncio.gather(*tasks)
    return statuses, sorted(times), time.perf_counter() - began


async def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("token")
    parser.add_argument("--pid", type=int)
    parser.add_argument("--log", help="file that grows with what the server logs")
    parser.add_argument("--seconds", type=int, default=60)
    args = parser.parse_args()
    where = urlparse(args.url)
    host, port = where.hostname, where.port
    chance = random.Random(1)

    def read():
        return ask(host, port, get(host, port, chance.choice(READS), args.token))

    statuses, times, _ = await paced(50, args.seconds, read, 50)
    print(f"50 reads a second: p50 {times[len(times) // 2]:.0f} ms, p95 {times[len(times) * 95 // 100]:.0f} ms, statuses {statuses}")
    ok = set(statuses) == {200}
    before, logged = args.pid and state(args.pid), args.log and os.path.getsize(args.log)
    statuses, _, took = await paced(1000, args.seconds, lambda: ask(host, port, junk(chance, host, port), 3), 200)
    sent = sum(statuses.values())
    print(f"junk: {sent} requests in {took:.0f} s, statuses {dict(sorted(statuses.items()))}")
    if any(status >= 500 for status in statuses):
        print("junk was answered with a failure of the server")
        ok = False
    if args.pid:
        after = state(args.pid)
        print(f"threads {before[0]} to {after[0]}, memory {before[1]} to {after[1]} MB")
        ok &= after[0] < before[0] + 300
    if args.log:
        grown = os.path.getsize(args.log) - logged
        print(f"log grew by {grown // 1024} kB, {grown / sent:.0f} bytes a request")
        ok &= grown < 20 * 1024 * 1024
    statuses, times, _ = await paced(50, 10, read, 50)
    print(f"afterwards: p95 {times[len(times) * 95 // 100]:.0f} ms, statuses {statuses}")
    return 0 if ok and set(statuses) == {200} else 1


sys.exit(asyncio.run(main()))
