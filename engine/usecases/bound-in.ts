import type { CallRequest } from '../executors/port.ts';
import type { DefinitionBinding } from '../store/process-definitions.ts';

/** Which definition a binding in a process means; `deployment` is the one the process came with. */
export function boundIn(deploymentId: string, binding: CallRequest['binding']): DefinitionBinding {
  if (binding.kind === 'version' || binding.kind === 'versionTag') return binding;
  return binding.kind === 'latest' ? { kind: 'latest' } : { kind: 'deployment', deploymentId };
}
