import { unreachable } from '../../lib/bug.js';
import { visible } from '../../lib/visible.js';
import { durationText } from '../../report/index.js';
import { type AttemptEnd, trainingKinds, tryJobs } from '../../schedule/index.js';
import { openStore } from '../../store/index.js';
import { chooseEngine } from '../choose-engine.js';
import type { CommandAction } from '../commands.js';
import { exitCode } from '../exit-code.js';
import { loadExperiments } from '../load-experiments.js';
import { makePlan, requireData } from '../make-plan.js';
import { type Paint, painter } from '../paint.js';
import { placesFor, supplyOf } from '../places.js';
import { storeFolder } from '../store-options.js';

/** `kd exp try FILE…`: every distinct kind of training for a few batches; nothing of it stays. */
export const expTry: CommandAction = async (files, options, terminal) => {
  const checked = await loadExperiments(files, options, terminal);
  if (!checked) return exitCode.wrong;
  const engine = await chooseEngine(options, checked.experiments, terminal);
  const planned = makePlan(checked.experiments, engine, terminal);
  requireData(planned);
  const { plan } = planned;
  const places = await placesFor(plan, options, terminal);

  const jobs = trainingKinds(plan).map(({ first }) => first);
  const paint = painter(terminal.colour.out);
  const interrupt = new AbortController();
  const unsubscribe = terminal.onInterrupt(() => interrupt.abort());
  let failed = 0;
  await tryJobs(jobs, {
    store: openStore(storeFolder(options, terminal), 'read'),
    engine: plan.engine,
    workers: Math.min(places.workers, jobs.length),
    ...supplyOf(places, terminal),
    planned: plan.jobs,
    signal: interrupt.signal,
    onFact(fact) {
      if (fact.type === 'cards-awaited') terminal.err(`waits for a card: ${visible(fact.text)}\n`);
    },
    onTried({ label }, end) {
      if (end.type === 'failed') failed++;
      if (!interrupt.signal.aborted) terminal.out(`${verdict(label, end, paint)}\n`);
    },
  });
  unsubscribe();
  if (interrupt.signal.aborted) return exitCode.interrupted;
  terminal.out(`${jobs.length - failed} of ${jobs.length} kinds of training work\n`);
  return failed > 0 ? exitCode.trialFailed : exitCode.done;
};

function verdict(label: string, end: AttemptEnd, paint: Paint): string {
  switch (end.type) {
    case 'finished':
      return [
        `${paint('green', '✔')} ${label} works (${durationText(end.result.seconds)})`,
        ...(end.result.notes ?? []).map(note => `    ${visible(note)}`),
      ].join('\n');
    case 'failed':
      return `${paint('red', '✖')} ${label}: ${end.reason}: ${visible(end.text)}`;
    case 'stopped':
      return `${paint('yellow', '-')} ${label} was stopped`;
    default:
      return unreachable(end);
  }
}
