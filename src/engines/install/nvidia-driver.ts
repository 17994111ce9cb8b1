import { outputOf } from './tool.js';

/** What the wheels of TensorFlow with CUDA 12 want: a driver, and the oldest cards they carry code for. */
const [oldestDriver, oldestCapability] = [525.6, 6.0];

/** Why the cards of this machine cannot run TensorFlow, before anything is fetched; undefined where they can. */
export function driverFault(): { readonly reason: string; readonly remedy: string } | undefined {
  const said = outputOf('nvidia-smi', ['--query-gpu=name,driver_version,compute_cap', '--format=csv,noheader']);
  if (!said)
    return {
      reason: '`nvidia-smi` shows no card: this machine has no NVIDIA GPU, or its driver is not installed',
      remedy: 'install the driver of the card, or leave `--gpu` out',
    };
  const cards = said.split('\n').map(line => line.split(',').map(field => field.trim()));
  const old = cards.find(([, driver]) => Number.parseFloat(driver ?? '') < oldestDriver);
  if (old)
    return { reason: `driver ${old[1]} is older than ${oldestDriver}`, remedy: 'install a newer driver of the card' };
  if (cards.some(([, , capability]) => !(Number.parseFloat(capability ?? '') < oldestCapability))) return undefined;
  const [[name, , capability] = []] = cards;
  return {
    reason: `${name} has compute capability ${capability}; TensorFlow carries code from ${oldestCapability.toFixed(1)} on`,
    remedy: 'leave `--gpu` out',
  };
}
