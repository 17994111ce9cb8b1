import { loss } from './loss-entry.js';

export const hard = loss({
  help: 'cross-entropy with the labels',
  version: 1,
  parameters: {},
  example: 'losses [hard { weight 0.1 }]',
  needs: {},
});
