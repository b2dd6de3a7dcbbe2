"""The people that 'sightline track' boxed, cut out of their footage: python3 infra/bench/cut_crops.py TRACKS OUT CAMERA=FILM...

TRACKS is the tracks.csv of the run, FILM what its camera was given. Makes OUT/*.jpg and OUT/crops.csv, a list for '--data' in which a
tracklet is a person, since nobody knows better: for recipes that need no names, such as learning from teachers. Boxes of less than
40 pixels of height or cut off by the edge are left out. Needs OpenCV.
"""

import csv
import os
import sys

import cv2

LEAST_HEIGHT, EDGE = 40, 2


def boxes(tracks):
    """By camera and frame, counted from 1: the boxes."""
    found = {}
    with open(tracks, newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault((row["camera"], int(row["frame"])), []).append(row)
    return found


def cut(camera, film, found, out, lines):
    capture, frame = cv2.VideoCapture(film), 0
    while True:
        frame += 1
        ok, picture = capture.read()
        if not ok:
            return
        for row in found.get((camera, frame), ()):
            x, y, width, height = (float(row[k]) for k in ("x", "y", "w", "h"))
            inside = x >= EDGE and y >= EDGE and x + width <= picture.shape[1] - EDGE and y + height <= picture.shape[0] - EDGE
            if height < LEAST_HEIGHT or not inside:
                continue
            tracklet = row["tracklet"].replace("/", "_")
            name = f"{tracklet}_{frame:05d}.jpg"
            crop = picture[round(y) : round(y + height), round(x) : round(x + width)]
            cv2.imwrite(os.path.join(out, name), crop, [cv2.IMWRITE_JPEG_QUALITY, 95])
            lines.append((name, tracklet, camera))


def main(tracks, out, films):
    os.makedirs(out, exist_ok=True)
    found, lines = boxes(tracks), []
    for film in films:
        cut(*film.split("=", 1), found, out, lines)
    with open(os.path.join(out, "crops.csv"), "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("path", "identity", "camera"))
        writer.writerows(lines)
    print(f"{len(lines)} crops of {len({t for _, t, _ in lines})} tracklets in {out}")


if __name__ == "__main__":
    if len(sys.argv) < 4 or not all("=" in film for film in sys.argv[3:]):
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
