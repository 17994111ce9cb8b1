import type { Limits, Resources } from '../check/experiment.js';
import { type JobId, jobId } from './job-id.js';
import type { Job, JobSpec, Numerics } from './plan.js';

/** Jobs by identity, each once, in the order in which they were first needed. */
export class JobTable {
  private readonly known = new Map<JobId, Job>();

  constructor(private readonly numerics: Numerics) {}

  get jobs(): readonly Job[] {
    return [...this.known.values()];
  }

  get(id: JobId): Job | undefined {
    return this.known.get(id);
  }

  /** The job of a spec. One that several trials share waits only for the gates that all of them have. */
  add(spec: JobSpec, label: string, needs: readonly JobId[], work: number, { limits, resources }: Allowance): JobId {
    const id = jobId(spec, this.numerics);
    const known = this.known.get(id);
    if (!known) {
      this.known.set(id, { id, label, spec, needs: [...new Set(needs)], work: Math.ceil(work), limits, resources });
    } else if (known.needs.length > needs.length) {
      this.known.set(id, { ...known, needs: known.needs.filter(need => needs.includes(need)) });
    }
    return id;
  }
}

/** What the trial that first needs a job may take. */
interface Allowance {
  readonly limits: Limits;
  readonly resources: Resources;
}
