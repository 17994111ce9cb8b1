import { random } from '../../../src/lib/random.js';
import type { JobId } from '../../../src/plan/index.js';
import type { ScheduleEvent } from '../../../src/schedule/schedule-event.js';
import { begin, step } from '../../../src/schedule/step.js';
import { planOf } from '../../helpers/plans.js';
import { happenings, windDown } from './happenings.js';
import { World } from './world.js';

const kinds = Object.values(happenings);
const total = kinds.reduce((sum, [weight]) => sum + weight, 0);

/** Plays a random history over a random plan; gives all that broke a law, with what it takes to see it again. */
export function playHistory(seed: number, index: number): readonly string[] {
  const stream = random(seed).for('history', index);
  let drawn = 0;
  const draw = (limit: number): number => Math.floor(stream.uniform(drawn++) * limit);
  const plan = randomPlan(draw);
  const cached = new Set(plan.jobs.filter(() => draw(5) === 0).map(({ id }) => id));
  const isDone = (id: JobId): boolean => cached.has(id);
  const world = new World(plan, isDone, draw(2) === 0 ? 'cards' : undefined);
  const places = world.open ? { slots: 4, workers: 1 + draw(4), open: [] } : { slots: 1 + draw(4) };
  const hasBrokenCard = world.open !== undefined && draw(3) === 0;
  let decision = begin(plan, { ...places, isDone, failFast: draw(5) === 0 });
  const told: string[] = [];
  const length = draw(60);
  const most = length + 20 * plan.jobs.length + 20;
  for (let turn = 0; turn < most; turn++) {
    for (const command of decision.commands) world.obey(command);
    if (world.isFinished || world.complaints.length > 0) break; // what follows a broken law tells nothing more
    const drawnEvent = (turn < length ? anyEvent(world, draw) : undefined) ?? lastEvent(world);
    const event = drawnEvent && hasBrokenCard ? brokenBySlot0(drawnEvent) : drawnEvent;
    if (!event) {
      world.complaints.push('nothing runs and nothing ends');
      break;
    }
    world.happen(event);
    told.push(event.type);
    try {
      decision = step(decision.state, event);
    } catch (error) {
      world.complaints.push(`${error} after ${told.slice(-6).join(', ')}`);
    }
  }
  if (!world.isFinished && world.complaints.length === 0) world.complaints.push(`no end after ${most} events`);
  return world.complaints.map(complaint => `seed ${seed}, history ${index}: ${complaint}`);
}

/** No job gets done in slot 0. */
const brokenBySlot0 = (event: ScheduleEvent): ScheduleEvent =>
  event.type === 'job-finished' && event.slot === 0 ? { ...event, type: 'job-failed', reason: 'crashed' } : event;

function anyEvent(world: World, draw: (limit: number) => number): ScheduleEvent | undefined {
  let left = (draw(1_000_000) / 1_000_000) * total;
  for (const [weight, happening] of kinds) {
    left -= weight;
    if (left < 0) return happening(world, draw(1_000));
  }
  return undefined;
}

function lastEvent(world: World): ScheduleEvent | undefined {
  for (const happening of windDown) {
    const event = happening(world, 0);
    if (event) return event;
  }
  return undefined;
}

function randomPlan(draw: (limit: number) => number): ReturnType<typeof planOf> {
  const sketches = Array.from({ length: 1 + draw(12) }, (_, index) => ({
    name: `job-${index}`,
    work: draw(6),
    retries: draw(3),
    needs: [...new Set(Array.from({ length: index === 0 ? 0 : draw(4) }, () => `job-${draw(index)}`))],
  }));
  const needed = new Set(sketches.flatMap(({ needs }) => needs));
  const results = sketches.flatMap(({ name }) => (!needed.has(name) || draw(4) === 0 ? name : []));
  return planOf(sketches, results);
}
