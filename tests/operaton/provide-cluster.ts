import type { TestProject } from 'vitest/node';

/** Two Operaton nodes as one engine. */
export interface OperatonCluster {
  /** Address before both nodes, ending in `/engine-rest`. */
  engineUrl: string;
  /** Process ids of the nodes, to kill one. */
  pids: number[];
}

/** Environment variable in which `npm run test:operaton` names the cluster to the test run. */
export const CLUSTER_VARIABLE = 'NJIA_TEST_OPERATON';

declare module 'vitest' {
  interface ProvidedContext {
    operaton?: OperatonCluster;
  }
}

/** Hands the running cluster to all files of the project `operaton`. */
export default function setup(project: TestProject): void {
  const cluster = process.env[CLUSTER_VARIABLE];
  if (cluster === undefined) throw new Error('These tests are run by: npm run test:operaton');
  project.provide('operaton', JSON.parse(cluster) as OperatonCluster);
}
