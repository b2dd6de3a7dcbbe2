#!/usr/bin/env python3
"""Fills a small disk with a whole system's frames and says what became of them.

    infra/bench/disk_full.py --footage vtest.avi          # as root: makes a tmpfs of --size for it
    infra/bench/disk_full.py --footage F --disk FOLDER    # a small file system of yours, empty

`sightline run` takes four times the footage in with its data folder there, beside a file that takes --ballast of the room.
Expected, in this order: the disk is thinned (health says so); ingest stops above the broker's end (an error in the log, health
and metrics say so) while Kafka and console go on; the file is removed, and ingest goes on within seconds; stopped once more, it
goes on by itself when frames older than five minutes have left Kafka. In the end every frame was taken in, looked at and followed
once. Exit status 1 where one of this does not hold.
"""
import argparse
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path

LAUNCHER = os.environ.get("SIGHTLINE", Path(__file__).resolve().parent.parent / "sightline")
CAMERAS = ["north", "south", "east", "west"]
MIB = 1 << 20
LONGEST = 45 * 60
FULL_FOR = 30


class System:
    """A running system, seen from outside."""

    def __init__(self, work, disk, footage, bounds, blind):
        self.disk, self.data, self.log = disk, disk / "data", work / "run.log"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.config = work / "sightline.yaml"
        self.config.write_text(
            f"data: {{folder: '{self.data}', disk-thin: {bounds[0]}, disk-reserve: {bounds[1]}}}\n"
            "cameras:\n" + "".join(f"  {name}: {{source: '{footage}', site: disk}}\n" for name in CAMERAS)
            + "ingest: {jpeg-quality: 100, max-ahead: 100}\nembedder: {faces: false}\nconsole: {port: 0}\n"
            f"health: {{port: {self.port}}}\n" + (self.without_detector(work) if blind else ""))
        with self.log.open("w") as out:
            self.process = subprocess.Popen(
                [LAUNCHER, "run", "--config", self.config], stdout=out, stderr=subprocess.STDOUT, start_new_session=True)

    @staticmethod
    def without_detector(work):
        """Settings by which one box stands for all that a detector would find."""
        boxes = work / "boxes.txt"
        boxes.write_text("1,-1,100,100,40,80,0.9,-1,-1,-1\n")
        return "embedder.detections:\n" + "".join(f"  {name}: '{boxes}'\n" for name in CAMERAS)

    def get(self, path):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.read().decode()
        except OSError:
            return ""

    def frames(self, metrics):
        """Frames in Kafka so far, by camera."""
        found = re.findall(r'^sightline_ingest_frames_produced_total\{.*?camera="(\w+)".*?\} (\S+)', metrics, re.M)
        return {camera: int(float(count)) for camera, count in found}

    def console(self):
        """Whether the log-in page answers."""
        url = re.search(r"Live page: +(http://\S+?/)", self.log.read_text())
        try:
            return bool(url) and urllib.request.urlopen(url.group(1), timeout=20).status == 200
        except OSError:
            return False

    def free(self):
        there = os.statvfs(self.disk)
        return there.f_bavail * there.f_frsize

    def observe(self):
        metrics, health = self.get("/metrics"), self.get("/health/ready")
        return {
            "free": self.free(),
            "frames": self.frames(metrics),
            "full": "\nsightline_ingest_disk_full 1.0" in metrics,
            "tight": "data.disk-thin" in health,
            "said": "data.disk-reserve" in health,
            "answers": bool(metrics)}

    def tracks(self):
        """The numbers of the frames that were followed, by camera."""
        lines = subprocess.run(
            [LAUNCHER, "tail", "tracks", "--from-beginning", "--to-end", "--config", self.config],
            check=True, capture_output=True, text=True).stdout.splitlines()
        numbers = {name: Counter() for name in CAMERAS}
        for record in map(json.loads, lines):
            if not record.get("end_of_stream"):
                numbers[record["camera_id"]][int(record.get("sequence", 0))] += 1
        return numbers

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)


class Story:
    """What happened when, printed as it happens, and what did not hold."""

    def __init__(self):
        self.begin, self.wrong, self.before = time.time(), [], None

    def say(self, text):
        print(f"{time.time() - self.begin:7.0f} s  {text}", flush=True)

    def check(self, holds, text):
        self.say(("ok     " if holds else "WRONG  ") + text)
        if not holds:
            self.wrong.append(text)

    def see(self, now):
        state = ("tight" if now["tight"] else "roomy", "full: nothing is taken in" if now["full"] else "taking in")
        if state != self.before:
            self.say(f"{now['free'] // MIB} MiB free, {sum(now['frames'].values())} frames taken in: {', '.join(state)}")
            self.before = state
        return now


def until(system, story, condition, longest=LONGEST):
    """Looks every two seconds until something holds; None where it does not in time or the system ended."""
    end = time.time() + longest
    while time.time() < end and system.process.poll() is None:
        now = story.see(system.observe())
        if condition(now):
            return now
        time.sleep(2)
    return None


def taken(now):
    return sum(now["frames"].values())


def stay_full(system, story, reserve):
    """While it is full nothing is taken in, nothing ends, and what is left stays."""
    begin = taken(system.observe())
    least = system.free()
    end = time.time() + FULL_FOR
    while time.time() < end:
        least = min(least, system.free())
        time.sleep(2)
    now = system.observe()
    # A frame of each camera may have been on its way.
    story.check(taken(now) - begin <= len(CAMERAS), f"{FULL_FOR} s full: {taken(now) - begin} frames more were taken in")
    story.check(now["said"], "health says that the disk is nearly full")
    story.check("nothing more is taken in until there is room" in system.log.read_text(), "the log says so as an error")
    story.check(now["answers"] and system.console(), "health and console answer")
    story.check(least > reserve // 2, f"at least {least // MIB} of {reserve // MIB} MiB of the reserve were free")


def tell(system, story, bounds, ballast):
    whole = until(system, story, lambda now: now["answers"])
    story.check(whole is not None, "it runs")
    story.check(until(system, story, lambda now: now["tight"]) is not None, "health says that the disk is getting full")
    story.check(until(system, story, lambda now: now["full"]) is not None, "ingest stops")
    if system.process.poll() is None:
        stay_full(system, story, bounds[1])
        before = taken(system.observe())
        ballast.unlink()
        story.say("the other file was removed")
        story.check(
            until(system, story, lambda now: not now["full"] and taken(now) > before, 30) is not None,
            "ingest goes on within 30 s")
    story.check(until(system, story, lambda now: now["full"]) is not None, "ingest stops once more")
    story.check(
        until(system, story, lambda now: not now["full"]) is not None, "ingest goes on by itself: old frames left Kafka")


def last(system, story, footage_frames):
    """Until all was taken in and followed."""
    def done(now):
        return len(now["frames"]) == len(CAMERAS) and all(count >= footage_frames for count in now["frames"].values())
    story.check(until(system, story, done) is not None, f"{footage_frames} frames of each camera were taken in")
    for _ in range(60):
        numbers = system.tracks()
        if all(len(seen) >= footage_frames for seen in numbers.values()):
            break
        time.sleep(5)
    for camera, seen in numbers.items():
        missing = [n for n in range(min(seen, default=0), min(seen, default=0) + footage_frames) if n not in seen]
        twice = [n for n, count in seen.items() if count > 1]
        story.check(not missing, f"{camera}: {len(seen)} frames were followed, missing {len(missing)} {missing[:5]}")
        story.check(not twice, f"{camera}: followed twice {len(twice)} {twice[:5]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--footage", required=True, type=Path)
    parser.add_argument("--frames", type=int, default=795, help="frames in it (vtest.avi: 795)")
    parser.add_argument("--disk", type=Path, help="an empty folder on a small file system; otherwise a tmpfs is made")
    parser.add_argument("--size", type=int, default=700, help="MiB of the tmpfs")
    parser.add_argument("--ballast", type=int, default=150, help="MiB that another file takes at first")
    parser.add_argument("--thin", type=int, default=250, help="data.disk-thin, MiB")
    parser.add_argument("--reserve", type=int, default=120, help="data.disk-reserve, MiB")
    parser.add_argument("--blind", action="store_true", help="without a detector, on a busy machine")
    args = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="disk-full-"))
    disk = args.disk or work / "disk"
    story = Story()
    system = None
    try:
        if args.disk is None:
            disk.mkdir()
            subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={args.size}m,mode=700", "tmpfs", disk], check=True)
        ballast = disk / "another-file"
        with ballast.open("wb") as file:
            for _ in range(args.ballast):
                file.write(bytes(MIB))
        bounds = (args.thin * MIB, args.reserve * MIB)
        system = System(work, disk, args.footage.resolve(), bounds, args.blind)
        tell(system, story, bounds, ballast)
        last(system, story, args.frames)
        story.check(system.process.poll() is None, "it runs on")
    finally:
        if system:
            system.stop()
            story.check(system.process.returncode in (0, 3), f"ended with status {system.process.returncode}")
        if args.disk is None:
            subprocess.run(["umount", disk], check=False)
        if story.wrong:
            print(f"log: {work / 'run.log'}")
        else:
            shutil.rmtree(work)
    print("did not hold: " + "; ".join(story.wrong) if story.wrong else "all of it held")
    sys.exit(1 if story.wrong else 0)


if __name__ == "__main__":
    main()
