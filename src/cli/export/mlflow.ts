import { counted } from '../counted.js';
import { mlflowClient } from '../mlflow/mlflow-client.js';
import { mlflowExperiments } from '../mlflow/mlflow-runs.js';
import { writeExperiment } from '../mlflow/write-experiment.js';
import type { Terminal } from '../terminal.js';
import type { ExportedRun, ExportStep } from './export-step.js';

/** `--mlflow URI`: what is not there yet, or has changed, into a tracking server. */
export function mlflow(address: string, run: ExportedRun, { env }: Terminal): readonly ExportStep[] {
  const client = mlflowClient(address, { env });
  return mlflowExperiments(run).map(experiment => ({
    files: [],
    said: `${client.shown}: experiment ${experiment.name}`,
    async write() {
      const { written, unchanged } = await writeExperiment(client, experiment);
      const same = unchanged > 0 ? `, ${unchanged} as they were` : '';
      return `${client.shown}: experiment ${experiment.name}, ${counted(written, 'run')} written${same}`;
    },
  }));
}
