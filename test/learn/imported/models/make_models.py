"""Makes the models beside it, and what they give by the reference evaluator of ONNX (expected.json).

pip install onnx && python make_models.py
"""

import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

here = Path(__file__).parent
numbers = np.random.default_rng(1)
filters = numbers.normal(0, 0.3, (4, 1, 3, 3)).astype(np.float32)
weights = numbers.normal(0, 1, (4, 10)).astype(np.float32)
bias = numbers.normal(0, 1, 10).astype(np.float32)
images = (np.arange(3 * 64, dtype=np.float32).reshape(3, 8, 8, 1) % 17) / 16


def classifier(name, shape, classes=10, softmax=False, channels_last=False, two_outputs=False):
    """A convolution, the mean over space and a dense layer."""
    node = helper.make_node
    nodes = [node("Transpose", ["images"], ["first"], perm=[0, 3, 1, 2])] if channels_last else []
    nodes += [
        node("Conv", ["first" if channels_last else "images", "filters"], ["conv"], pads=[1, 1, 1, 1]),
        node("Relu", ["conv"], ["relu"]),
        node("GlobalAveragePool", ["relu"], ["mean"]),
        node("Flatten", ["mean"], ["pooled"]),
        node("Gemm", ["pooled", "weights", "bias"], ["dense" if softmax else "logits"]),
    ]
    nodes += [node("Softmax", ["dense"], ["logits"], axis=1)] if softmax else []
    value = helper.make_tensor_value_info
    outputs = [value("logits", TensorProto.FLOAT, [shape[0], classes])]
    outputs += [value("pooled", TensorProto.FLOAT, [shape[0], 4])] if two_outputs else []
    tensors = [("filters", filters), ("weights", weights[:, :classes].copy()), ("bias", bias[:classes])]
    stored = [numpy_helper.from_array(array, name) for name, array in tensors]
    graph = helper.make_graph(nodes, name, [value("images", TensorProto.FLOAT, shape)], outputs, stored)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, here / f"{name}.onnx")
    return model


first = classifier("channels-first", ["N", 1, 8, 8])
classifier("softmax", ["N", 1, 8, 8], softmax=True)
classifier("channels-last", [2, 8, 8, 1], channels_last=True)
classifier("three-classes", ["N", 1, 8, 8], classes=3)
classifier("two-outputs", ["N", 1, 8, 8], two_outputs=True)
classifier("any-size", ["N", 1, "height", "width"])

lying = onnx.load(here / "channels-first.onnx")
lying.graph.initializer[1].dims[0] = 4_000_000
onnx.save(lying, here / "lying.onnx")

logits = ReferenceEvaluator(first).run(None, {"images": images.transpose(0, 3, 1, 2)})[0]
text = json.dumps([[round(float(logit), 6) for logit in row] for row in logits])
(here / "expected.json").write_text(text + "\n")
