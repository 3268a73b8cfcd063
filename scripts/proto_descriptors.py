"""Prints the file descriptors of the data server's service, as the installed tensorboard wheel carries them.

JSON on standard output: {"wheel", "version", "set": base64 of a FileDescriptorSet, dependencies first}.
"""
import base64
import json
from importlib.metadata import version

from google.protobuf.descriptor_pb2 import FileDescriptorSet
from tensorboard.data.proto import data_provider_pb2

descriptors = FileDescriptorSet()
seen = set()


def add(file):
    if file.name in seen:
        return
    seen.add(file.name)
    for dependency in file.dependencies:
        add(dependency)
    file.CopyToProto(descriptors.file.add())


add(data_provider_pb2.DESCRIPTOR)
print(json.dumps({
    "wheel": "tensorboard",
    "version": version("tensorboard"),
    "set": base64.b64encode(descriptors.SerializeToString()).decode("ascii"),
}))
