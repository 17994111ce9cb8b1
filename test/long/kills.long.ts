import { expect, it } from 'vitest';

import { calmRun, type Survival, survive } from '../e2e/kills/proof.js';
import { amount, since, writeResults } from './results.js';

const seed = amount('LONG_SEED', 1);
const wanted = amount('LONG_KILLS', 200);
const minutes = amount('LONG_KILLS_MINUTES', 60);
const ofALife = 5;

it(`the same bits after ${wanted} kills of head, worker and both`, async () => {
  const started = performance.now();
  const calm = await calmRun();
  const lives: Survival[] = [];
  const met = () => lives.flatMap(life => life.met);
  while (met().length < wanted && performance.now() - started < minutes * 60_000) {
    lives.push(await survive(calm, seed, lives.length, ofALife));
    console.log(`${met().length} kills, ${lives.length} lives, ${since(started)}`);
  }

  const complaints = lives.flatMap(life => life.complaints);
  const count = (victim: string): number => met().filter(one => one === victim).length;
  writeResults('Kills at random moments', {
    kills: `${met().length} of ${wanted} (head ${count('head')}, worker ${count('worker')}, both ${count('both')})`,
    runs: lives.length,
    'an undisturbed run': `${(calm.ms / 1000).toFixed(1)} s`,
    'resumes from a checkpoint': lives.reduce((sum, life) => sum + life.resumes, 0),
    'in all': since(started),
    seed,
    complaints: complaints.length,
  });
  expect(complaints.slice(0, 20)).toEqual([]);
});
