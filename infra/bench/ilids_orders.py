"""Three orders of the iLIDS tracklets for 'sightline track': python3 infra/bench/ilids_orders.py ilids-sequences-10 OUT

Makes OUT/{first,second,both}/{cam1,cam2}, folders of pictures with timestamps.csv (25 pictures a second, 15 s between people; the later
camera begins ten minutes later), and OUT/{first,second,both}/truth.csv. Then, for each of the three:

  sightline track --camera cam1=OUT/first/cam1 --camera cam2=OUT/first/cam2 --person-detector whole-frame --no-faces --out r
  sightline evaluate tracking --truth OUT/first/truth.csv --predicted r/tracks.csv
"""

import os
import struct
import sys


def size(path):
    """Width and height of a JPEG, from its frame header."""
    data = open(path, "rb").read()
    at = 2
    while True:
        marker, length = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length


def camera(source, name, start, folder, truth):
    out = os.path.join(folder, name)
    os.makedirs(out, exist_ok=True)
    time, frame, lines = start, 0, ["file,seconds"]
    for person in sorted(os.listdir(os.path.join(source, name))):
        crops = os.path.join(source, name, person)
        for crop in sorted(os.listdir(crops)):
            frame += 1
            picture, link = os.path.abspath(os.path.join(crops, crop)), os.path.join(out, f"{frame:06d}.jpg")
            if not os.path.lexists(link):
                os.symlink(picture, link)
            lines.append(f"{frame:06d}.jpg,{time:.3f}")
            width, height = size(picture)
            truth.append((name, frame, int(person[-3:]), 0, 0, width, height))
            time += 0.04
        time += 15
    with open(os.path.join(out, "timestamps.csv"), "w") as file:
        file.write("\n".join(lines) + "\n")


def main(source, out):
    for order, starts in {"first": (0, 600), "second": (600, 0), "both": (0, 0)}.items():
        folder, truth = os.path.join(out, order), []
        for name, start in zip(("cam1", "cam2"), starts):
            camera(source, name, start, folder, truth)
        with open(os.path.join(folder, "truth.csv"), "w") as file:
            file.write("camera,frame,identity,x,y,w,h\n")
            file.writelines(",".join(map(str, row)) + "\n" for row in sorted(truth))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
