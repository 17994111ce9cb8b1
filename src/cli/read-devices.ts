import { readFileSync } from 'node:fs';
import { availableParallelism, freemem, hostname, loadavg, totalmem } from 'node:os';

import { type CardReading, cardName, findCards, type Leases, leaseFolder, openLeases } from '../devices/index.js';
import { visible } from '../lib/visible.js';
import type { DeviceReadings, WorkerUse } from '../tui/index.js';
import type { Terminal } from './terminal.js';

const mib = 2 ** 20;

/** Reads off this machine what a run's devices do; each look tells what its workers used since the one before. */
export function deviceReader(env: Terminal['env']): (workers: ReadonlyMap<number, number>) => Promise<DeviceReadings> {
  const leases = openLeases(leaseFolder(env));
  let before = new Map<number, Spent>();
  return async workers => {
    const found = await findCards(env);
    const spent = new Map([...workers].flatMap(([slot, pid]) => entry(slot, spentBy(pid))));
    const uses = [...spent].map(([slot, now]) => [slot, useSince(before.get(slot), now)] as const);
    before = spent;
    return {
      host: hostname(),
      cores: availableParallelism(),
      load: loadavg()[0] ?? 0,
      memory: { usedMib: (totalmem() - freemem()) / mib, totalMib: totalmem() / mib },
      cards: [...found.visible, ...found.hidden].map(card => cardUse(card, leases)),
      ...(found.problem === undefined ? {} : { problem: visible(found.problem) }),
      workers: new Map(uses),
    };
  };
}

function cardUse(card: CardReading, leases: Leases): DeviceReadings['cards'][number] {
  const { uuid, name, usePercent, usedMib, totalMib, temperatureCelsius } = card;
  const holder = leases.holder(uuid);
  return {
    uuid,
    label: cardName(card),
    name: visible(name),
    ...(usePercent === undefined ? {} : { usePercent }),
    ...(usedMib === undefined ? {} : { usedMib }),
    ...(totalMib === undefined ? {} : { totalMib }),
    ...(temperatureCelsius === undefined ? {} : { temperatureCelsius }),
    ...(holder ? { holder: visible(`run ${holder.run}, process ${holder.pid} on ${holder.host}`) } : {}),
  };
}

interface Spent {
  readonly pid: number;
  readonly atMs: number;
  readonly cpuMs: number;
  readonly usedMib: number;
}

const entry = (slot: number, spent: Spent | undefined): [number, Spent][] => (spent ? [[slot, spent]] : []);

/** The kernel counts in hundredths of a second for programs, whatever its own clock. */
const msPerTick = 10;
const pageBytes = 4096;

/** What a process has used so far, where this machine has it and tells by /proc. */
function spentBy(pid: number): Spent | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' '); // the name before it may hold spaces
    const [user, system, resident] = [fields[11], fields[12], fields[21]].map(Number);
    return {
      pid,
      atMs: Date.now(),
      cpuMs: ((user ?? 0) + (system ?? 0)) * msPerTick,
      usedMib: ((resident ?? 0) * pageBytes) / mib,
    };
  } catch {
    return undefined; // it ended, or runs elsewhere
  }
}

function useSince(before: Spent | undefined, now: Spent): WorkerUse {
  if (before?.pid !== now.pid || now.atMs <= before.atMs) return { usedMib: now.usedMib };
  return { usedMib: now.usedMib, cpuPercent: (100 * (now.cpuMs - before.cpuMs)) / (now.atMs - before.atMs) };
}
