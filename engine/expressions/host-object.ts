/** An object the engine lends to expressions (`execution`): only what is listed here can be reached. */
export interface HostObjectMembers {
  properties: Record<string, () => unknown>;
  methods: Record<string, (...args: unknown[]) => unknown>;
}

/** Wraps `members` so that nothing but them is visible to expressions: no prototype, no constructor. */
export class HostObject {
  readonly name: string;
  readonly properties: ReadonlyMap<string, () => unknown>;
  readonly methods: ReadonlyMap<string, (...args: unknown[]) => unknown>;

  constructor(name: string, members: HostObjectMembers) {
    this.name = name;
    this.properties = new Map(Object.entries(members.properties));
    this.methods = new Map(Object.entries(members.methods));
  }
}
