import { finish, listen } from './worker.mjs';

process.send = (
  send =>
  (message, ...rest) =>
    message.type === 'job-finished' ? process.exit(1) : send.call(process, message, ...rest)
)(process.send);
listen({ 'start-job': finish });
