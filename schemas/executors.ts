/** What can run processes here; a deployment may name one in its form field `njia-executor`. */
export const EXECUTOR_NAMES = ['token-core', 'bpmn-engine'] as const;
