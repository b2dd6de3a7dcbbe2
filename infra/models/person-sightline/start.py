#!/usr/bin/env python3
"""Makes the network that person-sightline 4 starts from: two public networks side by side in one graph.

    start.py OSNET.onnx RETAIL.onnx CROPS.csv OUT

OSNET is osnet_x0_25_msmt17 (MIT), RETAIL is person-reidentification-retail-0248 (Apache-2.0, Open Model Zoo), CROPS a list
with the columns path,identity,camera, OUT the folder of a package to train from. RETAIL is rewritten for pictures laid out channel
by channel, for any number of pictures (its layer normalizations also run over the batch) and for 224x112 pixels. Both give
a descriptor of length 1; a projection to 256 numbers, the principal directions of CROPS turned at random, and a batch
normalization without shift follow. Needs numpy, onnx, onnxruntime and OpenCV.
"""
import csv
import hashlib
import json
import os
import sys

import cv2
import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

HEIGHT, WIDTH, DIMENSION, SEED, OPSET = 224, 112, 256, 4, 12
MEAN, SCALE = [123.675, 116.28, 103.53], [58.395, 57.12, 57.375]


def attribute(node, name):
    return next(a for a in node.attribute if a.name == name)


def retail():
    """The lowered network: one input 'images', as OSNet's, and one output 'output'."""
    graph = onnx.load(sys.argv[2]).graph
    known = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    weights, nodes = {}, []

    def layer_norm(source, target, channels, scale, bias, tag, height, width):
        weights.update({
            tag + "/one": np.ones(1, "f"), tag + "/zero": np.zeros(1, "f"),
            tag + "/flat": np.array([0, 1, -1], np.int64), tag + "/map": np.array([0, channels, height, width], np.int64),
            tag + "/scale": known[scale].reshape(1, channels, 1, 1), tag + "/bias": known[bias].reshape(1, channels, 1, 1)})
        nodes.extend([
            helper.make_node("Reshape", [source, tag + "/flat"], [tag + "/f"], tag + "/f"),
            helper.make_node("InstanceNormalization", [tag + "/f", tag + "/one", tag + "/zero"], [tag + "/n"], tag + "/n",
                             epsilon=1e-5),
            helper.make_node("Reshape", [tag + "/n", tag + "/map"], [tag + "/m"], tag + "/m"),
            helper.make_node("Mul", [tag + "/m", tag + "/scale"], [tag + "/s"], tag + "/s"),
            helper.make_node("Add", [tag + "/s", tag + "/bias"], [target], target)])

    # The first nodes turn BGR into RGB and take OSNet's mean and scale: what 'images' are already.
    layer_norm("images", "ln0", 3, "model/tf.math.multiply_1/Mul/y:0", "model/tf.math.add_1/Add/y:0", "picture", HEIGHT, WIDTH)
    first = next(n for n in graph.node if n.op_type == "Conv")
    nodes.append(helper.make_node("Conv", ["ln0", first.input[1]], ["conv1"], "conv1", strides=[2, 2], kernel_shape=[7, 7],
                                  pads=[2, 2, 3, 3]))
    layer_norm("conv1", "ln1", 16, "model/tf.math.multiply_2/Mul/y:0", "model/tf.math.add_2/Add/y:0", "first", HEIGHT // 2,
               WIDTH // 2)
    nodes.append(helper.make_node("Relu", ["ln1"], ["relu1"], "relu1"))
    middle = list(graph.node)
    middle = middle[[n.op_type for n in middle].index("MaxPool"):[n.op_type for n in middle].index("Gemm") + 1]
    for place, given in enumerate(middle):
        node = onnx.NodeProto.FromString(given.SerializeToString())
        node.name = node.output[0]
        if node.op_type == "MaxPool":
            node.input[0] = "relu1"
        elif node.op_type == "ReduceMean":
            assert list(attribute(node, "axes").ints) == [2, 3]
            node = helper.make_node("GlobalAveragePool", list(node.input), list(node.output), node.output[0])
        elif node.op_type == "Reshape" and middle[place + 1].op_type == "Reshape":
            flat_source = node.input[0]
            continue
        elif node.op_type == "Reshape":
            weights["flat"] = np.array([0, -1], np.int64)
            node = helper.make_node("Reshape", [flat_source, "flat"], list(node.output), node.output[0])
        elif node.op_type == "Gemm":
            node = helper.make_node("Gemm", list(node.input), list(node.output), "fc", transB=1)
        nodes.append(node)
    gemm = nodes[-1].output[0]
    weights.update({n: known[n] for node in nodes for n in node.input if n in known and n not in weights})
    # The last depthwise kernel spans the whole map, which is smaller now.
    whole = next(n for n in nodes if n.op_type == "Conv" and attribute(n, "kernel_shape").ints[0] == 16)
    size = (WIDTH // 16, HEIGHT // 16)
    kernels = np.stack([cv2.resize(k[0], size, interpolation=cv2.INTER_AREA)[None] for k in weights[whole.input[1]]])
    weights[whole.input[1]] = (kernels * (16 * 8 / (size[0] * size[1]))).astype("f")
    attribute(whole, "kernel_shape").ints[:] = [size[1], size[0]]
    weights.update(scale=known["model/tf.math.multiply_27/Mul/y:0"].reshape(1, -1),
                   bias=known["model/tf.math.add_155/Add/y:0"].reshape(1, -1), slope=-known["model/p_re_lu/Neg:0"].reshape(1, -1))
    nodes += [helper.make_node("Mul", [gemm, "scale"], ["sc"], "sc"), helper.make_node("Add", ["sc", "bias"], ["ad"], "ad"),
              helper.make_node("PRelu", ["ad", "slope"], ["output"], "output")]
    used = {i for n in nodes for i in n.input}
    return nodes, {n: w for n, w in weights.items() if n in used}


def branch(prefix, nodes, weights):
    def named(tensor):
        return tensor if tensor in ("images", "") else prefix + tensor

    renamed = []
    for node in nodes:
        copy = onnx.NodeProto.FromString(node.SerializeToString())
        copy.name = prefix + (node.name or node.output[0])
        copy.input[:] = [named(i) for i in node.input]
        copy.output[:] = [named(o) for o in node.output]
        renamed.append(copy)
    return renamed, [numpy_helper.from_array(w, named(n)) for n, w in weights.items()]


def build(head):
    """The joined network; without a head, up to both descriptors side by side."""
    osnet = onnx.load(sys.argv[1]).graph
    nodes, weights = branch("a/", list(osnet.node), {t.name: numpy_helper.to_array(t) for t in osnet.initializer})
    more, others = branch("b/", *retail())
    nodes += more
    weights += others
    for part in ("a", "b"):
        nodes.append(helper.make_node("LpNormalization", [part + "/output"], [part + "/unit"], part + "/unit", axis=1, p=2))
    nodes.append(helper.make_node("Concat", ["a/unit", "b/unit"], ["joined"], "joined", axis=1))
    outputs = [("joined", 768)]
    if head:
        projection, mean, variance = head
        shift = numpy_helper.from_array(np.zeros(DIMENSION, "f"), "descriptor/shift")
        weights += [numpy_helper.from_array(np.ascontiguousarray(v, "f"), n) for n, v in (
            ("projection/weight", projection), ("descriptor/scale", np.ones(DIMENSION)), ("descriptor/mean", mean),
            ("descriptor/var", variance))]
        nodes += [
            helper.make_node("MatMul", ["joined", "projection/weight"], ["features"], "projection"),
            helper.make_node("Constant", [], ["descriptor/shift"], "descriptor/shift", value=shift),
            helper.make_node("BatchNormalization", ["features"] + ["descriptor/" + w for w in ("scale", "shift", "mean", "var")],
                             ["descriptor"], "descriptor", epsilon=1e-5)]
        outputs = [("descriptor", DIMENSION), ("features", DIMENSION)]
    images = helper.make_tensor_value_info("images", TensorProto.FLOAT, ["batch", 3, HEIGHT, WIDTH])
    graph = helper.make_graph(
        nodes, "joined", [images],
        [helper.make_tensor_value_info(n, TensorProto.FLOAT, ["batch", d]) for n, d in outputs], weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
    model.ir_version = 7
    onnx.checker.check_model(model)
    return model


def joined(paths):
    session = onnxruntime.InferenceSession(build(None).SerializeToString())
    rows = []
    for path in paths:
        picture = cv2.resize(cv2.imread(path), (WIDTH, HEIGHT), interpolation=cv2.INTER_LINEAR)[:, :, ::-1]
        tensor = ((picture - np.array(MEAN)) / np.array(SCALE)).transpose(2, 0, 1)[None].astype("f")
        rows.append(session.run(["joined"], {"images": tensor})[0][0])
    return np.stack(rows)


def main():
    folder = os.path.dirname(os.path.abspath(sys.argv[3]))
    with open(sys.argv[3], newline="", encoding="utf-8-sig") as crops:
        rows = joined([os.path.join(folder, c["path"]) for c in csv.DictReader(crops)])
    directions = np.linalg.svd(rows, full_matrices=False)[2][:DIMENSION].T
    # Turned, so that the batch normalization finds much the same spread in every number and leaves directions as they are.
    projection = directions @ np.linalg.qr(np.random.default_rng(SEED).normal(size=(DIMENSION, DIMENSION)))[0]
    projected = rows @ projection
    out = sys.argv[4]
    os.makedirs(out, exist_ok=True)
    network = build((projection, projected.mean(0), projected.var(0))).SerializeToString()
    with open(os.path.join(out, "joined.onnx"), "wb") as file:
        file.write(network)
    manifest = {
        "task": "person-descriptor", "id": "joined", "version": "1", "file": "joined.onnx",
        "sha256": hashlib.sha256(network).hexdigest(),
        "input": {"name": "images", "layout": "NCHW", "width": WIDTH, "height": HEIGHT, "strideMultiple": 1, "colour": "RGB",
                  "mean": MEAN, "scale": SCALE, "resize": "stretch", "pad": 0},
        "decoder": {"name": "descriptor", "options": {"output": "descriptor"}}, "dimension": DIMENSION, "calibrations": [],
        "lineage": {}, "licence": "MIT (osnet_x0_25_msmt17), Apache-2.0 (person-reidentification-retail-0248)",
        "source": "osnet_x0_25_msmt17 and person-reidentification-retail-0248 side by side"}
    with open(os.path.join(out, "model.json"), "w", encoding="utf-8") as file:
        json.dump(manifest, file, indent=2)


if __name__ == "__main__":
    main()
