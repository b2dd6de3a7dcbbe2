#!/usr/bin/env python3
"""Footage of a shaking camera from footage of a fixed one: a window wanders over its pictures, hand-held: some slow sines and a little jitter.
Usage: shake.py OUT SEED SOURCE  (Debian: python3-opencv). SOURCE: a folder of compose_world.py, or a video with its truth as MOT text,
VIDEO.avi,TRUTH.txt, which is cut into two halves. -> OUT/a.mp4 OUT/b.mp4 OUT/truth.csv, as compose_world.py writes them, and OUT/shift.csv:
by how much the picture's content moved since the frame before."""
import csv
import os
import random
import sys

import cv2
import numpy as np

SHARE = 1 / 5  # of the picture's width and height that the window may wander in


def composed(folder):
    truth = {'a': {}, 'b': {}}
    for row in csv.DictReader(open(os.path.join(folder, 'truth.csv'))):
        box = [row['id']] + [float(row[k]) for k in 'xywh']
        truth[row['camera']].setdefault(int(row['frame']), []).append(box)
    return [(c, frames(os.path.join(folder, c + '.mp4')), truth[c]) for c in 'ab']


def halves(video, text):
    pictures, truth = list(frames(video)), {}
    for line in open(text):
        cell = line.split(',')
        if len(cell) > 5:
            truth.setdefault(int(cell[0]), []).append([cell[1]] + [float(v) for v in cell[2:6]])
    half = len(pictures) // 2
    late = {f - half: boxes for f, boxes in truth.items() if f > half}
    return [('a', pictures[:half], {f: b for f, b in truth.items() if f <= half}), ('b', pictures[half:], late)]


def frames(path):
    video = cv2.VideoCapture(path)
    while True:
        more, picture = video.read()
        if not more:
            return
        yield picture


def way(count, rnd):
    """Where the window is, -1 to 1 of what it may wander: slow sines, as of a hand or a pole in the wind, and jitter."""
    t = np.arange(count) / 10
    at = np.zeros(count)
    for hertz, size in ((0.2, 0.45), (0.7, 0.35), (1.5, 0.2)):
        at += size * np.sin(2 * np.pi * (hertz * rnd.uniform(0.8, 1.2) * t + rnd.random()))
    return np.clip(at + np.array([rnd.gauss(0, 0.03) for _ in t]), -1, 1)


def main(out, seed, source):
    os.makedirs(out, exist_ok=True)
    rnd = random.Random(int(seed))
    both = halves(*source.split(',')) if ',' in source else composed(source)
    truth = csv.writer(open(os.path.join(out, 'truth.csv'), 'w'))
    shift = csv.writer(open(os.path.join(out, 'shift.csv'), 'w'))
    truth.writerow(['camera', 'id', 'frame', 'x', 'y', 'w', 'h'])
    shift.writerow(['camera', 'frame', 'dx', 'dy'])
    for camera, pictures, boxes in both:
        pictures = list(pictures)
        h, w = pictures[0].shape[:2]
        mx, my = int(w * SHARE / 2), int(h * SHARE / 2)
        xs = np.rint(mx + mx * way(len(pictures), rnd)).astype(int)
        ys = np.rint(my + my * way(len(pictures), rnd)).astype(int)
        ow, oh = (w - 2 * mx) // 2 * 2, (h - 2 * my) // 2 * 2
        video = cv2.VideoWriter(os.path.join(out, camera + '.mp4'), cv2.VideoWriter_fourcc(*'mp4v'), 10, (ow, oh))
        for i, picture in enumerate(pictures):
            x, y = xs[i], ys[i]
            video.write(picture[y:y + oh, x:x + ow])
            shift.writerow([camera, i + 1, 0 if i == 0 else xs[i - 1] - x, 0 if i == 0 else ys[i - 1] - y])
            for who, bx, by, bw, bh in boxes.get(i + 1, []):
                l, t, r, b = max(0, bx - x), max(0, by - y), min(ow, bx + bw - x), min(oh, by + bh - y)
                if r > l and b > t and (r - l) * (b - t) >= 0.6 * bw * bh:
                    truth.writerow([camera, who, i + 1] + [f'{v:.1f}' for v in (l, t, r - l, b - t)])
        video.release()


if __name__ == '__main__':
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
