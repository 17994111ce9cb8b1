import type { RunState } from './run-state.js';

/** In a word what a run does, as people are told: one under way may be paused or about to stop. */
export function stateWord(state: RunState): 'running' | 'stopping' | 'paused' | 'done' | 'failed' | 'stopped' {
  if (state.state !== 'running' && state.state !== 'waiting') return state.state;
  if (state.isStopping) return 'stopping';
  return state.isPaused ? 'paused' : 'running';
}

/** The same, with what it waits for. */
export function stateText(state: RunState): string {
  if (state.state === 'running' && state.awaitedCards !== undefined)
    return `${stateWord(state)}, waits for a card: ${state.awaitedCards}`;
  const held = state.state === 'running' && state.heldCount > 0;
  return held ? `${stateWord(state)}, waits for ${jobs(state.heldCount)} that another run works on` : stateWord(state);
}

const jobs = (count: number): string => `${count} ${count === 1 ? 'job' : 'jobs'}`;
