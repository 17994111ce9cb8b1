import type { Step } from '../../strategy.js';

/** What is computed of a step when it is first asked for: terms of one learner share it, and gradient flows through it. */
export function onceAStep<T extends object>(compute: (step: Step) => T): (step: Step) => T {
  const known = new WeakMap<Step, T>();
  return step => {
    const before = known.get(step);
    if (before) return before;
    const found = compute(step);
    known.set(step, found);
    return found;
  };
}
