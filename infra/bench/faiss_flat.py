"""FAISS flat, one thread: searches per second of processor time. Called by infra/bench/run gallery.

faiss_flat.py FOLDER DIMENSION reads rows.f32 and probes.f32 there, little-endian floats, one vector after the other.
"""
import os
import sys
import time

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[threads] = "1"  # before the libraries load

import faiss  # noqa: E402
import numpy  # noqa: E402

SECONDS = 2
NEAREST = 5


def read(folder, name, dimension):
    return numpy.fromfile(os.path.join(folder, name), "<f4").reshape(-1, dimension)


def rate(index, probes, batch):
    begin, done = time.process_time(), 0
    while time.process_time() - begin < SECONDS:
        first = done % (len(probes) - batch + 1)
        index.search(probes[first:first + batch], NEAREST)
        done += batch
    return done / (time.process_time() - begin)


def main():
    folder, dimension = sys.argv[1], int(sys.argv[2])
    faiss.omp_set_num_threads(1)
    index = faiss.IndexFlatIP(dimension)
    index.add(read(folder, "rows.f32", dimension))
    probes = read(folder, "probes.f32", dimension)
    for batch in (1, 32, 200):
        rate(index, probes, batch)
        name = "one" if batch == 1 else "batch-%d" % batch
        print("faiss %s %.0f" % (name, rate(index, probes, batch)), flush=True)


if __name__ == "__main__":
    main()
