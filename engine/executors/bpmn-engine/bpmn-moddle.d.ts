/** bpmn-moddle publishes its types beside its entry point, where the compiler does not look for them. */
declare module 'bpmn-moddle' {
  /** The parser and writer of BPMN files. */
  export class BpmnModdle {
    constructor(packages: Record<string, object>);
    fromXML(xml: string): Promise<object>;
  }
}
