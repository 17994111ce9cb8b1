import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Which process, for sure: a number alone is used again, after a while or after a boot. */
export interface ProcessIdentity {
  readonly host: string;
  readonly pid: number;
  /** Of the machine's boot; the empty text where the system does not tell. */
  readonly bootId: string;
  /** Of process numbers, as containers have their own; the empty text where the system does not tell. */
  readonly namespace: string;
  /** When the process started, as the system says it; the empty text where it does not. */
  readonly startTime: string;
}

export const thisProcess = (): ProcessIdentity => identityOf(process.pid);

/** Of a process that runs now, on this machine. */
export const identityOf = (pid: number): ProcessIdentity => ({
  host: hostname(),
  pid,
  bootId: bootId(),
  namespace: namespace(),
  startTime: startTimeOf(pid),
});

/** Whether the process still runs; undefined for one of another host or container, which cannot be asked. */
export function isRunning(identity: ProcessIdentity): boolean | undefined {
  if (identity.host !== hostname()) return undefined;
  if (identity.bootId !== bootId()) return false;
  if (identity.namespace !== namespace()) return undefined;
  return processExists(identity.pid) && startTimeOf(identity.pid) === identity.startTime;
}

/** Whether something read from a file can be one. */
export const namesAProcess = (value: unknown): value is ProcessIdentity =>
  typeof value === 'object' &&
  value !== null &&
  'host' in value &&
  typeof value.host === 'string' &&
  'pid' in value &&
  typeof value.pid === 'number';

export const isSameProcess = (one: ProcessIdentity, other: ProcessIdentity = thisProcess()): boolean =>
  one.host === other.host &&
  one.pid === other.pid &&
  one.bootId === other.bootId &&
  one.namespace === other.namespace &&
  one.startTime === other.startTime;

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function bootId(): string {
  return process.platform === 'linux'
    ? orEmpty(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim())
    : '';
}

const namespace = (): string => (process.platform === 'linux' ? orEmpty(() => readlinkSync('/proc/self/ns/pid')) : '');

function startTimeOf(pid: number): string {
  if (process.platform === 'win32') return '';
  if (process.platform !== 'linux')
    return orEmpty(() => execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim());
  // Field 22 of proc(5)'s stat; the second field is a name in parentheses, which may hold spaces and parentheses.
  return orEmpty(() => readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ')[19] ?? '');
}

function orEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
