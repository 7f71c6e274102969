/** Something that comes out of an instance. */
export type Thrown = { kind: 'error' | 'escalation'; code: string } | { kind: 'signal'; name: string };
