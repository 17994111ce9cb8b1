import type { JobId, JobRecord, Plan, RunState } from '../../report/index.js';

/** A job in the tree of what needs what. */
export interface JobRow {
  readonly key: JobId;
  readonly record: JobRecord;
  /** 0 for jobs that need nothing. */
  readonly depth: number;
  /** Jobs under it, folded away or not. */
  readonly below: number;
  readonly isFolded: boolean;
}

interface Node {
  readonly id: JobId;
  readonly depth: number;
  /** How many nodes follow that are below it. */
  readonly below: number;
}

/** The jobs as a tree, each once, under the deepest job that it needs; of those filtered, without the tree. */
export function jobRows(
  { plan, jobs }: Pick<RunState, 'plan' | 'jobs'>,
  folded: ReadonlySet<string>,
  filter: string,
): readonly JobRow[] {
  const wanted = filter.toLowerCase();
  const rows: JobRow[] = [];
  const nodes = treeOf(plan);
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at];
    const record = node && jobs.get(node.id);
    if (!node || !record) continue;
    const { id, depth, below } = node;
    if (wanted !== '') {
      const isFound = record.job.label.toLowerCase().includes(wanted) || record.state === wanted;
      if (isFound || id.startsWith(wanted)) rows.push({ key: id, record, depth: 0, below: 0, isFolded: false });
      continue;
    }
    const isFolded = below > 0 && folded.has(id);
    rows.push({ key: id, record, depth, below, isFolded });
    if (isFolded) at += below;
  }
  return rows;
}

const trees = new WeakMap<Plan, readonly Node[]>();

/** The tree of a plan, which never changes, in the order it is shown. */
function treeOf(plan: Plan): readonly Node[] {
  const known = trees.get(plan);
  if (known) return known;
  const depths = new Map<JobId, number>();
  const children = new Map<JobId | undefined, JobId[]>();
  for (const { id, needs } of plan.jobs) {
    let parent: JobId | undefined;
    for (const need of needs)
      if (parent === undefined || (depths.get(need) ?? 0) > (depths.get(parent) ?? 0)) parent = need;
    depths.set(id, parent === undefined ? 0 : (depths.get(parent) ?? 0) + 1);
    const siblings = children.get(parent);
    if (siblings) siblings.push(id);
    else children.set(parent, [id]);
  }
  const nodes: Node[] = [];
  const visit = (id: JobId): number => {
    const at = nodes.length;
    nodes.push({ id, depth: depths.get(id) ?? 0, below: 0 });
    let below = 0;
    for (const child of children.get(id) ?? []) below += visit(child);
    nodes[at] = { id, depth: depths.get(id) ?? 0, below };
    return below + 1;
  };
  for (const root of children.get(undefined) ?? []) visit(root);
  trees.set(plan, nodes);
  return nodes;
}
