import { disposeVariables } from '@tensorflow/tfjs-core';

/** Frees every variable of the process: the end of a job, after which nothing of it can be used. */
export const freeVariables = (): void => disposeVariables();
