import { parseTallies, type Tallies, talliesFile } from '../formats/index.js';
import { sha256 } from '../lib/hash.js';
import { kdVersion } from '../lib/kd-version.js';
import type { Origin, PageInput } from '../page/index.js';
import type { JobId } from '../plan/index.js';
import { attemptsOf, type RunResults, trainingEpochs } from '../report/index.js';
import { storedHistory } from '../schedule/index.js';
import { DamagedObject, type ObjectInfo, type ObjectReader } from '../store/index.js';
import { classCount, metricFacts } from './lookups.js';
import type { Replayed } from './replay.js';

/** Reads all that a page about a run is made of. */
export function pageInput({ run, state, events }: Replayed, results: RunResults, objects: ObjectReader): PageInput {
  const infos = new Map<JobId, ObjectInfo | undefined>();
  const infoOf = (id: JobId): ObjectInfo | undefined => {
    if (!infos.has(id))
      infos.set(
        id,
        readable(() => (objects.has(id) ? objects.info(id) : undefined)),
      );
    return infos.get(id);
  };
  const tallies = new Map<JobId, Tallies | undefined>();
  return {
    state,
    results,
    attempts: attemptsOf(events),
    epochsOf: trainingEpochs(events, training => storedHistory(training, objects)),
    talliesOf(id) {
      if (!tallies.has(id))
        tallies.set(id, talliesFile in (infoOf(id)?.files ?? {}) ? talliesIn(id, objects) : undefined);
      return tallies.get(id);
    },
    sources: run.sources().map(({ path, text }) => ({ name: path, text, sha256: sha256(text) })),
    origin: originOf({ run, state, events }, infoOf),
    metric: metricFacts,
    classes: classCount,
  };
}

const talliesIn = (id: JobId, objects: ObjectReader): Tallies | undefined =>
  readable(() => parseTallies(objects.read(id, talliesFile).toString('utf8')));

/** What is damaged is as good as not kept here; `kd exp verify` speaks of damage. */
function readable<Found>(read: () => Found): Found | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof DamagedObject) return undefined;
    throw error;
  }
}

function originOf({ run, state, events }: Replayed, infoOf: (id: JobId) => ObjectInfo | undefined): Origin {
  const started = events.find(event => event.type === 'run-started');
  const results = new Set([...state.trials.values()].map(({ result }) => result));
  const versions = [...results].flatMap(id => {
    const versionsOf = infoOf(id)?.versions;
    if (!versionsOf) return [];
    const { kd, node, commit } = versionsOf;
    return [`kd ${kd}${commit === undefined ? '' : ` (${commit})`} on Node ${node}`];
  });
  const cards = events.flatMap(event => (event.type === 'slot-opened' ? [`${event.name} (${event.uuid})`] : []));
  return {
    command: started?.type === 'run-started' ? started.command : [],
    started: events[0]?.time ?? '',
    ended: events.at(-1)?.time ?? '',
    planSha256: sha256(run.planText()),
    versions: [...new Set(versions)],
    cards: [...new Set(cards)],
    workers: state.workers,
    writtenBy: `kd ${kdVersion()}`,
    written: new Date().toISOString(),
  };
}
