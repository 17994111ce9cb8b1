import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

interface Tag {
  readonly key: string;
  readonly value: string;
}
interface Metric {
  readonly key: string;
  readonly value: number | string;
  readonly step: number;
  readonly timestamp: number;
}

export interface StandInRun {
  readonly id: string;
  readonly name: string;
  readonly tags: Map<string, string>;
  readonly params: Map<string, string>;
  readonly metrics: Metric[];
  status: string;
  isDeleted: boolean;
}

/** What MLflow would have, and how to make it misbehave. */
export interface MlflowStandIn {
  readonly address: string;
  readonly experiments: readonly string[];
  /** Those that are not deleted. */
  runs(): StandInRun[];
  readonly calls: string[];
  readonly authorizations: (string | undefined)[];
  /** Answers this instead, where it gives something. */
  instead: (call: string, number: number) => { status: number; body: string; retryAfter?: string } | undefined;
}

/** A tracking server on loopback that holds to the limits of MLflow's REST interface, gone after the test. */
export async function mlflowStandIn(): Promise<MlflowStandIn> {
  const experiments: string[] = [];
  const all: StandInRun[] = [];
  const standIn = {
    address: '',
    experiments,
    runs: () => all.filter(({ isDeleted }) => !isDeleted),
    calls: [] as string[],
    authorizations: [] as (string | undefined)[],
    instead: (() => undefined) as MlflowStandIn['instead'],
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  standIn.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return standIn;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', standIn.address);
    const call = url.pathname.replace('/api/2.0/mlflow/', '');
    standIn.calls.push(call);
    standIn.authorizations.push(request.headers.authorization);
    const body = await text(request);
    const other = standIn.instead(call, standIn.calls.length);
    if (other) {
      response.writeHead(other.status, other.retryAfter === undefined ? {} : { 'Retry-After': other.retryAfter });
      response.end(other.body);
      return;
    }
    const [status, found] = reply(call, url.searchParams, body);
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(found));
  }

  function reply(call: string, query: URLSearchParams, body: string): [number, object] {
    const refuse = (code: string, message: string): [number, object] => [400, { error_code: code, message }];
    if (body.length > 1_000_000) return refuse('INVALID_PARAMETER_VALUE', 'request too large');
    const asked = body === '' ? {} : JSON.parse(body);
    const run = all.find(({ id }) => id === asked.run_id);
    switch (call) {
      case 'experiments/get-by-name': {
        const id = experiments.indexOf(query.get('experiment_name') ?? '');
        if (id < 0) return [404, { error_code: 'RESOURCE_DOES_NOT_EXIST', message: 'no such experiment' }];
        return [200, { experiment: { experiment_id: String(id), lifecycle_stage: 'active' } }];
      }
      case 'experiments/create':
        experiments.push(asked.name);
        return [200, { experiment_id: String(experiments.length - 1) }];
      case 'runs/create':
        all.push({
          id: `run-${all.length}`,
          name: asked.run_name,
          tags: new Map(asked.tags.map(({ key, value }: Tag) => [key, value])),
          params: new Map(),
          metrics: [],
          status: 'RUNNING',
          isDeleted: false,
        });
        return [200, { run: { info: { run_id: all.at(-1)?.id } } }];
      case 'runs/search': {
        const of = /^tags\.`kd\.run` = '([\w.-]+)'$/.exec(asked.filter)?.[1];
        const found = standIn.runs().filter(({ tags }) => tags.get('kd.run') === of);
        const from = Number(asked.page_token ?? 0);
        const page = found.slice(from, from + 3); // so small that there is always a next one
        return [
          200,
          {
            runs: page.map(({ id, tags }) => ({
              info: { run_id: id },
              data: { tags: [...tags].map(([key, value]) => ({ key, value })) },
            })),
            ...(from + 3 < found.length ? { next_page_token: String(from + 3) } : {}),
          },
        ];
      }
    }
    if (!run || run.isDeleted) return [404, { error_code: 'RESOURCE_DOES_NOT_EXIST', message: 'no such run' }];
    switch (call) {
      case 'runs/update':
        run.status = asked.status;
        return [200, {}];
      case 'runs/delete':
        run.isDeleted = true;
        return [200, {}];
      case 'runs/log-batch': {
        const { metrics = [], params = [], tags = [] } = asked as { metrics?: Metric[]; params?: Tag[]; tags?: Tag[] };
        if (metrics.length > 1000 || params.length > 100 || tags.length > 100)
          return refuse('INVALID_PARAMETER_VALUE', 'too many in a batch');
        if (metrics.length + params.length + tags.length > 1000)
          return refuse('INVALID_PARAMETER_VALUE', 'too many in all');
        for (const { key } of [...metrics, ...params])
          if (!/^[\w\-. :/]{1,250}$/.test(key) || key.startsWith('/') || key.includes('//'))
            return refuse('INVALID_PARAMETER_VALUE', `invalid name: ${key}`);
        for (const { key, value } of params) {
          if (value.length > 500) return refuse('INVALID_PARAMETER_VALUE', `param ${key} is too long`);
          if ((run.params.get(key) ?? value) !== value)
            return refuse('INVALID_PARAMETER_VALUE', `param ${key} differs`);
          run.params.set(key, value);
        }
        for (const { key, value } of tags) run.tags.set(key, value);
        run.metrics.push(...metrics);
        return [200, {}];
      }
    }
    return [404, { error_code: 'ENDPOINT_NOT_FOUND', message: call }];
  }
}
