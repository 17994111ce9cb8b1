import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { type Build, bindingPackage, buildFolder, type InstallationRecord, recordName } from '../installed.js';
import { cudaRequirements, existingTensorflow, unpackWheel } from './python-programs.js';
import type { Tools } from './requirements.js';
import { outputOf, runTool, ToolFailure } from './tool.js';
import { bindingVersion, headersVersion, tensorflowVersion, wheelOf } from './wheels.js';

export interface InstallOrder {
  readonly build: Build;
  readonly env: NodeJS.ProcessEnv;
  readonly tools: Tools;
  /** Take the TensorFlow that the Python of `tools` has, instead of fetching one. */
  readonly usesOwn: boolean;
  readonly signal: AbortSignal;
  /** Hears what is being done. */
  readonly onStage: (stage: string) => void;
}

/**
 * Sets a build up in a folder beside its place; the result is moved there by `settle`. Every stage leaves either all or
 * nothing behind, so an installation that was interrupted goes on where it was.
 *
 * @returns the folder, whole but for its place
 * @throws ToolFailure where pip, npm or the compiler fail
 */
export async function installTensorflow(order: InstallOrder): Promise<string> {
  const { build, tools, signal, onStage } = order;
  const folder = `${buildFolder(build, order.env)}.part`;
  mkdirSync(folder, { recursive: true });
  const own = order.usesOwn ? ownTensorflow(tools.python) : undefined;

  onStage('fetching the binding from npm');
  const packages = [`${bindingPackage[build]}@${bindingVersion}`, `node-api-headers@${headersVersion}`];
  const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save', '--loglevel=error'];
  await runTool(tools.npm, ['install', '--prefix', folder, ...quietly, ...packages], { cwd: folder, signal });
  const site = own ? undefined : await fetchWheels(order, folder);

  onStage('compiling the binding');
  const tensorflow = own?.folder ?? join(site ?? '', 'tensorflow');
  await compileBinding(join(folder, 'node_modules', bindingPackage[build]), tensorflow, order, own !== undefined);
  const record: InstallationRecord = {
    format: 1,
    tensorflow: own?.version ?? tensorflowVersion,
    binding: bindingVersion,
  };
  writeFileSync(join(folder, recordName), `${JSON.stringify(record)}\n`);
  return folder;
}

/** Puts what was set up in its place, instead of what stood there. */
export function settle(build: Build, env: NodeJS.ProcessEnv): void {
  const place = buildFolder(build, env);
  const old = `${place}.old`;
  rmSync(old, { recursive: true, force: true });
  if (existsSync(place)) renameSync(place, old);
  renameSync(`${place}.part`, place);
  rmSync(old, { recursive: true, force: true });
}

/** Takes it away again. */
export const uninstall = (build: Build, env: NodeJS.ProcessEnv): void =>
  rmSync(buildFolder(build, env), { recursive: true, force: true });

function ownTensorflow(python: string): { readonly folder: string; readonly version: string } {
  const [folder, version] = (outputOf(python, ['-c', existingTensorflow]) ?? '').split('\n');
  if (folder && version) return { folder, version };
  throw new ToolFailure(`${python} has no TensorFlow`);
}

/** Downloads the wheels and unpacks what is needed of them; returns the folder they are in. */
async function fetchWheels({ build, tools, signal, onStage }: InstallOrder, folder: string): Promise<string> {
  const [wheels, site] = [join(folder, 'wheels'), join(folder, 'site')];
  if (existsSync(site)) return site;
  const download = (...what: string[]): Promise<void> =>
    runTool(tools.python, ['-m', 'pip', 'download', '--no-deps', '--only-binary=:all:', '-d', wheels, ...what], {
      cwd: folder,
      signal,
    });
  mkdirSync(wheels, { recursive: true });
  onStage(`fetching ${wheelOf[build]} ${tensorflowVersion} from pip`);
  await download(`${wheelOf[build]}==${tensorflowVersion}`);
  if (build === 'tensorflow-gpu') {
    const [wheel = ''] = readdirSync(wheels).filter(name => name.startsWith('tensorflow-'));
    const required = (outputOf(tools.python, ['-c', cudaRequirements, join(wheels, wheel)]) ?? '').split('\n');
    for (const [index, requirement] of required.entries()) {
      onStage(`fetching ${requirement} from pip (${index + 1} of ${required.length})`);
      await download(requirement);
    }
  }
  onStage('unpacking');
  const draft = `${site}.part`;
  rmSync(draft, { recursive: true, force: true });
  for (const wheel of readdirSync(wheels))
    await runTool(tools.python, ['-c', unpackWheel, join(wheels, wheel), draft], { cwd: folder, signal });
  renameSync(draft, site);
  rmSync(wheels, { recursive: true, force: true });
  return site;
}

/** Compiles the binding in its package, against the headers and libraries of a TensorFlow. */
async function compileBinding(
  binding: string,
  tensorflow: string,
  { tools, signal }: InstallOrder,
  isElsewhere: boolean,
): Promise<void> {
  const libraries = join(binding, 'deps', 'lib');
  const output = join(binding, 'lib', 'napi-v8');
  for (const folder of [join(binding, 'deps'), join(binding, 'lib')]) rmSync(folder, { recursive: true, force: true });
  for (const folder of [libraries, output]) mkdirSync(folder, { recursive: true });
  // Relative, so that the whole folder can be moved to its place.
  const link = (name: string, target: string): void =>
    symlinkSync(isElsewhere ? target : relative(libraries, target), join(libraries, name));
  for (const { file, names } of librariesIn(tensorflow)) for (const name of names) link(name, file);
  const included = [join(tensorflow, 'include'), join(binding, '..', '..', 'node-api-headers', 'include')];
  const sources = ['tfjs_backend.cc', 'tfjs_binding.cc'].map(name => join(binding, 'binding', name));
  const draft = join(output, 'draft.node');
  await runTool(
    tools.compiler,
    [
      ...['-O2', '-std=c++17', '-shared', '-fPIC', '-w', '-DNAPI_VERSION=8'],
      ...(process.platform === 'darwin' ? ['-undefined', 'dynamic_lookup'] : []),
      ...[...included, join(binding, 'binding')].map(folder => `-I${folder}`),
      ...sources,
      ...[`-L${libraries}`, '-ltensorflow', '-ltensorflow_framework'],
      `-Wl,-rpath,${process.platform === 'darwin' ? '@loader_path' : '$ORIGIN'}/../../deps/lib`,
      ...['-o', draft],
    ],
    { cwd: binding, signal },
  );
  renameSync(draft, join(output, 'tfjs_binding.node'));
}

/** The two libraries of a wheel with the names they are linked and loaded by. */
function librariesIn(tensorflow: string): { readonly file: string; readonly names: readonly string[] }[] {
  const files = readdirSync(tensorflow);
  return ['libtensorflow_cc', 'libtensorflow_framework'].map(stem => {
    const name = files.find(file => file.startsWith(`${stem}.`));
    if (name === undefined) throw new ToolFailure(`there is no ${stem} in ${tensorflow}`);
    const plain = `${stem.replace('_cc', '')}.${process.platform === 'darwin' ? 'dylib' : 'so'}`;
    return { file: join(tensorflow, name), names: [plain, basename(name)] };
  });
}
