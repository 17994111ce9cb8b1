import { setTimeout as after } from 'node:timers/promises';

import { CommandError } from '../command-error.js';
import { exitCode } from '../exit-code.js';

/** Calls of MLflow's REST interface, version 2.0. */
export interface MlflowClient {
  /** What the server is called in messages: its address without a name or a password. */
  readonly shown: string;
  /** @throws CommandError, or MlflowRefusal where the server gives a reason of its own */
  get(path: string, query: Readonly<Record<string, string>>): Promise<Answer>;
  post(path: string, body: object): Promise<Answer>;
}

export type Answer = Readonly<Record<string, unknown>>;

/** What the server says no with. */
export class MlflowRefusal extends CommandError {
  constructor(
    readonly code: string,
    text: string,
  ) {
    super(text, exitCode.trialFailed, again);
  }
}

const again = 'the same command goes on where it stopped';

interface Circumstances {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly wait?: (ms: number) => Promise<unknown>;
}

/**
 * A client for a server. Who asks is said by MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, by
 * MLFLOW_TRACKING_TOKEN, or by the address itself; it is told to the server and to nobody else.
 *
 * @throws CommandError where the address is none
 */
export function mlflowClient(address: string, { env, wait = after }: Circumstances): MlflowClient {
  const url = addressOf(address);
  const authorization = authorizationOf(url, env);
  url.username = '';
  url.password = '';
  const shown = `${url.origin}${url.pathname.replace(/\/+$/, '')}`;

  async function call(path: string, init: { readonly method: string; readonly body?: string }): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      const response = await reach(`${shown}/api/2.0/mlflow/${path}`, {
        ...init,
        headers: { 'Content-Type': 'application/json', ...(authorization ? { Authorization: authorization } : {}) },
        // A redirect elsewhere would not be MLflow.
        redirect: 'manual',
        signal: AbortSignal.timeout(patienceMs),
      });
      if (!isBusy(response.status) || attempt > mostRetries) return answerOf(response);
      await response.arrayBuffer();
      await wait(pauseOf(response, attempt));
    }
  }

  async function reach(target: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(target, init);
    } catch (cause) {
      throw new CommandError(`${shown} cannot be reached: ${reasonOf(cause)}`, exitCode.trialFailed, again);
    }
  }

  async function answerOf(response: Response): Promise<Answer> {
    const { status } = response;
    const answer = parsed(await response.text().catch(() => ''));
    if (response.ok && answer) return answer;
    if (status === 401 || status === 403)
      throw new CommandError(
        `${shown} does not let us in (${status})`,
        exitCode.trialFailed,
        'say who you are: MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN',
      );
    if (typeof answer?.error_code === 'string')
      throw new MlflowRefusal(answer.error_code, `${shown} refuses: ${String(answer.message ?? answer.error_code)}`);
    throw new CommandError(
      `${shown} does not answer as MLflow does (${status})`,
      exitCode.trialFailed,
      'the address is that of a tracking server, as in http://127.0.0.1:5000',
    );
  }

  return {
    shown,
    get: (path, query) => call(`${path}?${new URLSearchParams(query)}`, { method: 'GET' }),
    post: (path, body) => call(path, { method: 'POST', body: JSON.stringify(body) }),
  };
}

const patienceMs = 120_000;
const mostRetries = 4;
const isBusy = (status: number): boolean => status === 429 || status === 503;

/** As long as the server asks for, within reason; else twice as long each time. */
function pauseOf(response: Response, attempt: number): number {
  const asked = Number(response.headers.get('retry-after') ?? Number.NaN) * 1_000;
  return Number.isFinite(asked) ? Math.min(asked, 60_000) : 500 * 2 ** attempt;
}

function addressOf(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  throw new CommandError(
    'the address of an MLflow server begins with http:// or https://',
    exitCode.wrong,
    'for a folder or a database of MLflow, start `mlflow server` on it and name that',
  );
}

function authorizationOf(url: URL, env: Circumstances['env']): string | undefined {
  const { MLFLOW_TRACKING_USERNAME: user, MLFLOW_TRACKING_PASSWORD: password, MLFLOW_TRACKING_TOKEN: token } = env;
  const basic = (name: string, secret: string): string =>
    `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`;
  if (user) return basic(user, password ?? '');
  if (token) return `Bearer ${token}`;
  if (url.username) return basic(decodeURIComponent(url.username), decodeURIComponent(url.password));
  return undefined;
}

function parsed(text: string): Answer | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Answer) : undefined;
  } catch {
    return undefined;
  }
}

/** `fetch` hides the reason one level down. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return cause instanceof Error ? cause.message : String(cause);
}
