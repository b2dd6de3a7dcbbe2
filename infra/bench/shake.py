#!/usr/bin/env python3
"""Footage of a moving camera from footage of a fixed one: a window wanders over its pictures, hand-held: some slow sines and a little jitter;
with 'turn' it stays in the middle, zooms from 1 to 1.25 and back in about four seconds, and rolls, hand-held, by up to three degrees;
with 'both' it does so and wanders, half as far.
Usage: shake.py OUT SEED SOURCE [turn|both]  (Debian: python3-opencv). SOURCE: a folder of compose_world.py, or a video with its truth as MOT text,
VIDEO.avi,TRUTH.txt, which is cut into two halves. -> OUT/a.mp4 OUT/b.mp4 OUT/truth.csv, as compose_world.py writes them, and OUT/shift.csv:
by how much the picture's content moved since the frame before; OUT/turn.csv: from the frame before to this one, x' = a x - b y + dx,
y' = b x + a y + dy."""
import csv
import math
import os
import random
import sys

import cv2
import numpy as np

SHARE = 1 / 5  # of the picture's width and height that the window may wander in
ZOOM = 0.25
ROLL = 3  # degrees either way


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


def turned(out, camera, pictures, boxes, rnd, truth, rows, wander):
    """A camera that zooms and rolls, one frame after the other."""
    h, w = pictures[0].shape[:2]
    ow, oh = int(w * (1 - SHARE)) // 2 * 2, int(h * (1 - SHARE)) // 2 * 2
    hertz, phase = rnd.uniform(0.2, 0.3), 2 * math.pi * rnd.random()
    zooms = [1 + ZOOM / 2 * (1 - math.cos(2 * math.pi * hertz * i / 10 + phase)) for i in range(len(pictures))]
    rolls = math.radians(ROLL) * way(len(pictures), rnd)
    xs = w / 2 + wander * w * SHARE / 4 * way(len(pictures), rnd)
    ys = h / 2 + wander * h * SHARE / 4 * way(len(pictures), rnd)
    video = cv2.VideoWriter(os.path.join(out, camera + '.mp4'), cv2.VideoWriter_fourcc(*'mp4v'), 10, (ow, oh))
    last = None
    for i, picture in enumerate(pictures):
        a, b = zooms[i] * math.cos(rolls[i]), zooms[i] * math.sin(rolls[i])
        x, y = xs[i], ys[i]
        now = np.array([[a, -b, ow / 2 - a * x + b * y], [b, a, oh / 2 - b * x - a * y], [0, 0, 1]])
        video.write(cv2.warpAffine(picture, now[:2], (ow, oh)))
        if last is not None:
            (a1, _, dx), (b1, _, dy), _ = now @ np.linalg.inv(last)
            rows.writerow([camera, i + 1] + [f'{v:.6f}' for v in (a1, b1, dx, dy)])
        last = now
        for who, bx, by, bw, bh in boxes.get(i + 1, []):
            x, y, _ = now @ (bx + bw / 2, by + bh / 2, 1)
            # Around a standing ellipse that is turned with the picture.
            nw, nh = math.hypot(a * bw, b * bh), math.hypot(b * bw, a * bh)
            write_box(truth, camera, who, i + 1, (x - nw / 2, y - nh / 2, nw, nh), (ow, oh))
    video.release()


def write_box(truth, camera, who, frame, box, size):
    x, y, w, h = box
    l, t, r, b = max(0, x), max(0, y), min(size[0], x + w), min(size[1], y + h)
    if r > l and b > t and (r - l) * (b - t) >= 0.6 * w * h:
        truth.writerow([camera, who, frame] + [f'{v:.1f}' for v in (l, t, r - l, b - t)])


def main(out, seed, source, motion='shake'):
    os.makedirs(out, exist_ok=True)
    rnd = random.Random(int(seed))
    both = halves(*source.split(',')) if ',' in source else composed(source)
    truth = csv.writer(open(os.path.join(out, 'truth.csv'), 'w'))
    truth.writerow(['camera', 'id', 'frame', 'x', 'y', 'w', 'h'])
    if motion != 'shake':
        rows = csv.writer(open(os.path.join(out, 'turn.csv'), 'w'))
        rows.writerow(['camera', 'frame', 'a', 'b', 'dx', 'dy'])
        for camera, pictures, boxes in both:
            turned(out, camera, list(pictures), boxes, rnd, truth, rows, int(motion == 'both'))
        return
    shift = csv.writer(open(os.path.join(out, 'shift.csv'), 'w'))
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
                write_box(truth, camera, who, i + 1, (bx - x, by - y, bw, bh), (ow, oh))
        video.release()


if __name__ == '__main__':
    if len(sys.argv) not in (4, 5) or sys.argv[4:] not in ([], ['turn'], ['both']):
        sys.exit(__doc__)
    main(*sys.argv[1:])
