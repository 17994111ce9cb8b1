#!/usr/bin/env node
import module from 'node:module';

import type { ExitCode } from './exit-code.js';

// From Node 22.8 on; loading compiled code again takes half as long.
if ('enableCompileCache' in module && typeof module.enableCompileCache === 'function') module.enableCompileCache();

process.exitCode = await main();

async function main(): Promise<ExitCode> {
  const { processTerminal, settleColour } = await import('./terminal.js');
  const terminal = processTerminal(process);
  settleColour(process.env);
  try {
    const { runProgram } = await import('./program.js');
    return await runProgram(terminal);
  } catch (error) {
    const { reportFailure } = await import('./report-failure.js');
    return reportFailure(error, terminal);
  }
}
