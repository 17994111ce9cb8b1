import { strategy } from './strategy-entry.js';

export const none = strategy({
  help: 'no distillation: the student learns from labels alone',
  version: 1,
  parameters: {},
  example: 'strategy none',
  needs: {},
});
