/** Unpacks a wheel: of TensorFlow headers and libraries only, of all others everything. Arguments: wheel, folder. */
export const unpackWheel = `
import sys, zipfile
wheel, folder = sys.argv[1:3]
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        of_tensorflow = name.startswith('tensorflow/')
        library = '/' not in name[len('tensorflow/'):] and ('.so' in name or '.dylib' in name)
        if not of_tensorflow or name.startswith('tensorflow/include/') or library:
            archive.extract(name, folder)
`;

/** The packages of CUDA that a wheel of TensorFlow asks for, one a line. Argument: the wheel. */
export const cudaRequirements = `
import re, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    metadata = next(name for name in archive.namelist() if name.endswith('.dist-info/METADATA'))
    text = archive.read(metadata).decode()
for line in re.findall(r'^Requires-Dist: (.*)$', text, re.M):
    requirement, _, marker = line.partition(';')
    if 'and-cuda' in marker:
        print(re.sub(r'[()\\s]', '', requirement))
`;

/** Where a Python has TensorFlow, and which version: two lines. Runs nothing of it. */
export const existingTensorflow = `
import importlib.metadata, importlib.util
spec = importlib.util.find_spec('tensorflow')
print(spec.submodule_search_locations[0])
names = ('tensorflow', 'tensorflow-cpu', 'tensorflow-intel', 'tensorflow-macos')
versions = (importlib.metadata.version(name) for name in names if any(importlib.metadata.packages_distributions().get('tensorflow', [])) and name in importlib.metadata.packages_distributions()['tensorflow'])
print(next(versions))
`;
