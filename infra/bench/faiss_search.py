"""FAISS, flat and by its graph (HNSW), one thread: searches per second of processor time. Called by infra/bench/run gallery.

faiss_search.py FOLDER DIMENSION reads rows.f32 and probes.f32 there, little-endian floats, one vector after the other.
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
LINKS = 16
RECALL = 0.99


def read(folder, name, dimension):
    return numpy.fromfile(os.path.join(folder, name), "<f4").reshape(-1, dimension)


def rate(index, probes, batch):
    begin, done = time.process_time(), 0
    while time.process_time() - begin < SECONDS:
        first = done % (len(probes) - batch + 1)
        index.search(probes[first:first + batch], NEAREST)
        done += batch
    return done / (time.process_time() - begin)


def graph(rows, probes, nearest):
    """The fastest beam by which the nearest row of enough probes is found."""
    begin = time.process_time()
    index = faiss.IndexHNSWFlat(rows.shape[1], LINKS, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction = 100
    index.add(rows)
    print("faiss graph built in %.0f s" % (time.process_time() - begin), flush=True)
    for beam in (16, 32, 64, 128, 256, 512, 1024):
        index.hnsw.efSearch = beam
        recall = (index.search(probes, NEAREST)[1][:, 0] == nearest).mean()
        if recall >= RECALL or beam == 1024:
            print("faiss graph beam-%d recall %.3f one %.0f batch-200 %.0f" % (
                beam, recall, rate(index, probes, 1), rate(index, probes, 200)), flush=True)
            return


def main():
    folder, dimension = sys.argv[1], int(sys.argv[2])
    faiss.omp_set_num_threads(1)
    index = faiss.IndexFlatIP(dimension)
    rows = read(folder, "rows.f32", dimension)
    index.add(rows)
    probes = read(folder, "probes.f32", dimension)
    for batch in (1, 32, 200):
        rate(index, probes, batch)
        name = "one" if batch == 1 else "batch-%d" % batch
        print("faiss %s %.0f" % (name, rate(index, probes, batch)), flush=True)
    graph(rows, probes, index.search(probes, 1)[1][:, 0])


if __name__ == "__main__":
    main()
