/**
 * Nodes of n8n-nodes-base that workflows may use. Each one added is code that sees messages: no Code node, no database, no
 * files. Waiting, deciding about a case and remembering belong into BPMN.
 */
export const ALLOWED_BASE_NODES: readonly string[] = ['emailSend', 'if', 'noOp', 'set', 'stopAndError'];
