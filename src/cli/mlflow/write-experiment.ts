import { type LogBatch, logBatches, type MlflowRun } from '../../formats/index.js';
import { sha256 } from '../../lib/hash.js';
import { CommandError } from '../command-error.js';
import { exitCode } from '../exit-code.js';
import { type Answer, type MlflowClient, MlflowRefusal } from './mlflow-client.js';

/** A group of runs below one that sums them up: a cell and its trials. */
export interface MlflowFamily {
  readonly parent?: MlflowRun;
  readonly children: readonly MlflowRun[];
}

export interface MlflowExperiment {
  readonly name: string;
  readonly about?: string;
  /** The run of ours: with the tag `kd.key`, it names what is there already. */
  readonly run: string;
  readonly families: readonly MlflowFamily[];
}

export interface Written {
  readonly written: number;
  readonly unchanged: number;
}

/** Tags: by which a run is found again, what only trials have, and what is set last: without it a run is not whole. */
export const keyTag = 'kd.key';
export const trialTag = 'kd.trial';
const digestTag = 'kd.digest';

/**
 * Writes runs to MLflow, each once: one that is there with the same content stays, one that is there in part or has
 * changed is written anew in its place. So whatever breaks off can be repeated.
 */
export async function writeExperiment(client: MlflowClient, experiment: MlflowExperiment): Promise<Written> {
  const id = await experimentId(client, experiment);
  const there = await runsThere(client, id, experiment.run);
  let [written, unchanged] = [0, 0];

  async function put(run: MlflowRun, parent?: string): Promise<string> {
    const tags = { ...run.tags, ...(parent === undefined ? {} : { 'mlflow.parentRunId': parent }) };
    const digest = sha256(
      JSON.stringify({ ...run, tags, metrics: run.metrics.map(metric => Object.values(metric).map(String)) }),
    );
    const found = there.get(run.tags[keyTag] ?? '');
    if (found?.digest === digest) {
      unchanged++;
      return found.id;
    }
    // A parent keeps its place, for its children name it.
    const isKept = found !== undefined && !(trialTag in run.tags);
    if (found && !isKept) await client.post('runs/delete', { run_id: found.id });
    const own = found && isKept ? found.id : await create(client, id, { ...run, tags });
    await client.post('runs/update', {
      run_id: own,
      status: run.status,
      ...(run.endMs === undefined ? {} : { end_time: Math.round(run.endMs) }),
    });
    await log(client, own, logBatches(run), [...(isKept ? tagList(tags) : []), { key: digestTag, value: digest }]);
    written++;
    return own;
  }

  for (const { parent, children } of experiment.families) {
    const above = parent ? await put(parent) : undefined;
    for (const child of children) await put(child, above);
  }
  return { written, unchanged };
}

async function experimentId(client: MlflowClient, { name, about }: MlflowExperiment): Promise<string> {
  try {
    const { experiment } = await client.get('experiments/get-by-name', { experiment_name: name });
    const { experiment_id: id, lifecycle_stage: stage } = experiment as Answer;
    if (stage === 'deleted')
      throw new CommandError(
        `${client.shown} has deleted the experiment ${name}`,
        exitCode.wrong,
        'restore it there, or delete it for good: `mlflow gc`',
      );
    return String(id);
  } catch (error) {
    if (!(error instanceof MlflowRefusal) || error.code !== 'RESOURCE_DOES_NOT_EXIST') throw error;
    const tags = about === undefined ? [] : [{ key: 'mlflow.note.content', value: about }];
    return String((await client.post('experiments/create', { name, tags })).experiment_id);
  }
}

interface RunThere {
  readonly id: string;
  readonly digest: string | undefined;
}

/** What an earlier export of the same run has left, by key. */
async function runsThere(
  client: MlflowClient,
  experiment: string,
  run: string,
): Promise<ReadonlyMap<string, RunThere>> {
  const found = new Map<string, RunThere>();
  let token: unknown;
  do {
    const answer = await client.post('runs/search', {
      experiment_ids: [experiment],
      filter: `tags.\`kd.run\` = '${run}'`,
      run_view_type: 'ACTIVE_ONLY',
      max_results: 500,
      ...(typeof token === 'string' ? { page_token: token } : {}),
    });
    for (const { info, data } of (answer.runs ?? []) as readonly {
      info: Answer;
      data?: { tags?: readonly Answer[] };
    }[]) {
      const tags = new Map((data?.tags ?? []).map(({ key, value }) => [key, String(value)]));
      found.set(tags.get(keyTag) ?? '', { id: String(info.run_id), digest: tags.get(digestTag) });
    }
    token = answer.next_page_token;
  } while (typeof token === 'string' && token !== '');
  return found;
}

async function create(client: MlflowClient, experiment: string, { name, startMs, tags }: MlflowRun): Promise<string> {
  const { run } = await client.post('runs/create', {
    experiment_id: experiment,
    run_name: name,
    start_time: Math.round(startMs),
    tags: tagList(tags),
  });
  return String((run as { info: Answer }).info.run_id);
}

const tagList = (tags: Readonly<Record<string, string>>) =>
  Object.entries(tags).map(([key, value]) => ({ key, value }));

/** The tags go with the last call. */
async function log(client: MlflowClient, run: string, batches: readonly LogBatch[], tags: readonly object[]) {
  const full = batches.slice(0, -1);
  const last = batches.at(-1);
  for (const batch of full) await client.post('runs/log-batch', { run_id: run, ...batch });
  const isTight = last && last.metrics.length + last.params.length + tags.length > 1_000;
  if (isTight) await client.post('runs/log-batch', { run_id: run, ...last });
  await client.post('runs/log-batch', { run_id: run, ...(isTight ? {} : last), tags });
}
