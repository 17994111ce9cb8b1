import { spawn } from 'node:child_process';
import { listen } from './worker.mjs';

listen({
  'start-job': ({ job }) => {
    const child = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
    process.send({ type: 'job-failed', job, reason: 'refused', text: String(child.pid) });
  },
});
