import { randomUUID } from 'node:crypto';
import type {
  IDataObject,
  IRun,
  IWorkflowBase,
  IWorkflowExecuteAdditionalData,
  WorkflowExecuteMode,
} from 'n8n-workflow';
import { createCredentialsHelper } from './credentials.ts';
import type { CredentialValues } from './credentials.ts';
import type { N8n } from './load-n8n.ts';
import type { NodeRegistry } from './node-registry.ts';

/** How a run ended: with the items of its last step, or in the step that failed. */
export type RunResult =
  { status: 'success'; output: IDataObject[] } | { status: 'error'; node: string | null };

/** Runs one workflow on one item that its trigger passes on. */
export type RunWorkflow = (workflow: IWorkflowBase, item: IDataObject) => Promise<RunResult>;

/** Checked between steps; a message that takes longer is better tried again. */
const LONGEST_RUN_MS = 60_000;
/** Lets the trigger pass our item on instead of waiting for an event of its own. */
const MODE: WorkflowExecuteMode = 'trigger';

/** Runs workflows in this process; nothing of a run is stored. */
export function createRunWorkflow(
  n8n: N8n,
  registry: NodeRegistry,
  credentials: CredentialValues,
): RunWorkflow {
  const credentialsHelper = createCredentialsHelper(n8n, registry, credentials);
  return async (file, item) => {
    const workflow = new n8n.workflow.Workflow({
      id: file.id,
      name: file.name,
      nodes: structuredClone(file.nodes),
      connections: file.connections,
      active: false,
      nodeTypes: registry,
      settings: file.settings ?? {},
    });
    const trigger = file.nodes.find((node) => node.type === 'n8n-nodes-njia.njiaTrigger');
    const start = trigger && workflow.getNode(trigger.name);
    if (!start) throw new Error(`Workflow "${file.name}" does not start with our trigger.`);
    const executionId = randomUUID();
    const data = n8n.workflow.createRunExecutionData({
      executionData: {
        nodeExecutionStack: [{ node: start, data: { main: [[{ json: item }]] }, source: null }],
      },
    });
    const lent = additionalData(n8n, credentialsHelper, file, executionId);
    const run = await new n8n.core.WorkflowExecute(lent, MODE, data).processRunExecutionData(workflow);
    return resultOf(run);
  };
}

function resultOf(run: IRun): RunResult {
  const { lastNodeExecuted, runData, error } = run.data.resultData;
  if (run.status !== 'success' || error) return { status: 'error', node: lastNodeExecuted ?? null };
  const outputs = lastNodeExecuted ? runData[lastNodeExecuted]?.at(-1)?.data?.['main'] : undefined;
  return {
    status: 'success',
    output: (outputs ?? []).flatMap((items) => (items ?? []).map(({ json }) => json)),
  };
}

/** What n8n's own server would lend to a run; what our workflows may not do answers with an error. */
function additionalData(
  n8n: N8n,
  credentialsHelper: IWorkflowExecuteAdditionalData['credentialsHelper'],
  file: IWorkflowBase,
  executionId: string,
): IWorkflowExecuteAdditionalData {
  const isNotOffered = (): Promise<never> =>
    Promise.reject(new Error('Sub-workflows and task runners are not offered here.'));
  const nowhere = 'http://127.0.0.1/';
  return {
    credentialsHelper,
    hooks: new n8n.core.ExecutionLifecycleHooks(MODE, executionId, file),
    executionId,
    workflowId: file.id,
    currentNodeExecutionIndex: 0,
    executionTimeoutTimestamp: Date.now() + LONGEST_RUN_MS,
    variables: {},
    externalSecretsProxy: new n8n.core.ExternalSecretsProxy(),
    executeWorkflow: isNotOffered,
    startRunnerTask: isNotOffered,
    getRunExecutionData: () => Promise.resolve(undefined),
    getRuntimeCredential: () => Promise.resolve(undefined),
    logAiEvent: () => undefined,
    restApiUrl: nowhere,
    instanceBaseUrl: nowhere,
    formBaseUrl: nowhere,
    formWaitingBaseUrl: nowhere,
    formTestBaseUrl: nowhere,
    webhookBaseUrl: nowhere,
    webhookWaitingBaseUrl: nowhere,
    webhookTestBaseUrl: nowhere,
    mcpBaseUrl: nowhere,
    mcpTestBaseUrl: nowhere,
  };
}
