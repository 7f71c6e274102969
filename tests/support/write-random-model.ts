import {
  association,
  boundaryEvent,
  bpmnFile,
  callActivity,
  catchEvent,
  compensate,
  condition,
  element,
  endEvent,
  error,
  escalation,
  eventGateway,
  eventSubprocess,
  exclusive,
  expressionTask,
  extension,
  externalTask,
  flow,
  inclusive,
  link,
  mapping,
  message,
  multiInstance,
  parallel,
  signal,
  startEvent,
  subprocess,
  terminate,
  throwEvent,
  timer,
  userTask,
} from './bpmn-text.ts';
import type { Attached, Block, LoopKind } from './random-model.ts';

/** Writes a random model as a BPMN file. Elements are named by kind and number, in the order they are written. */
export function writeModel(model: Block): string {
  const writer = new Writer({ count: 0 });
  writer.body(model);
  return bpmnFile(...writer.all);
}

/** Where a block ends; null when no token comes out of it. */
type Exit = string | null;

class Writer {
  readonly content: string[] = [];
  /** BPMN's schema wants them behind everything else. */
  readonly #associations: string[] = [];
  readonly #numbers: { count: number };

  constructor(numbers: { count: number }) {
    this.#numbers = numbers;
  }

  /** Everything written, in the order BPMN's schema wants. */
  get all(): string[] {
    return [...this.content, ...this.#associations];
  }

  /** A start event, the block and an end event. */
  body(block: Block): void {
    const start = this.#id('start');
    this.content.push(startEvent(start));
    this.#finish(this.#write(block, start));
  }

  #id(kind: string): string {
    this.#numbers.count += 1;
    return `${kind}${this.#numbers.count}`;
  }

  #add(xml: string, from: Exit, id: string): string {
    this.content.push(xml);
    if (from !== null) this.content.push(flow(`${from} -> ${id}`));
    return id;
  }

  #finish(from: Exit): void {
    if (from === null) return;
    const end = this.#id('end');
    this.#add(endEvent(end), from, end);
  }

  #write(block: Block, from: string): Exit {
    switch (block.is) {
      case 'sequence':
        return block.items.reduce<Exit>((at, item) => (at === null ? null : this.#write(item, at)), from);
      case 'user':
      case 'worker':
        return this.#task(block, from);
      case 'choice':
      case 'inclusive':
        return this.#split(block, from);
      case 'parallel':
        return this.#parallel(block.branches, from);
      case 'repeat':
        return this.#repeat(block, from);
      case 'call':
        return this.#call(block, from);
      case 'twins':
        return this.#twins(block.tasks, from);
      case 'scope':
        return this.#scope(block, from);
      case 'race':
        return this.#race(block, from);
      default:
        return this.#simple(block, from);
    }
  }

  #simple(block: Block, from: string): Exit {
    const id = this.#id(block.is);
    switch (block.is) {
      case 'expression':
        return this.#add(expressionTask(id, `\${(v + ${block.add}) % 10}`, 'v'), from, id);
      case 'wait':
        return this.#add(catchEvent(id, {}, definition(block.on, id)), from, id);
      case 'mapped': {
        const parameters = mapping({ seen: `\${v + ${block.add}}` }, { v: '${seen % 10}' });
        return this.#add(userTask(id, {}, parameters), from, id);
      }
      case 'link':
        this.#add(throwEvent(id, {}, link(id)), from, id);
        return this.#add(catchEvent(`${id}-there`, {}, link(id)), null, `${id}-there`);
      case 'escalate':
        return this.#add(throwEvent(id, {}, escalation('up')), from, id);
      case 'undo':
        return this.#add(throwEvent(id, {}, compensate()), from, id);
      case 'shout':
        return this.#add(throwEvent(id, {}, signal('Shout')), from, id);
      case 'stop':
        this.#add(endEvent(id, {}, block.by === 'error' ? error('failed') : terminate), from, id);
        return null;
      default:
        return from;
    }
  }

  #task(block: Extract<Block, { is: 'user' | 'worker' }>, from: string): Exit {
    const id = this.#id(block.is);
    const loop = loopMarker(block.loop);
    const host = this.#add(
      block.is === 'user' ? userTask(id, {}, loop) : externalTask(id, {}, loop),
      from,
      id,
    );
    if (block.isUndoable) {
      this.content.push(
        boundaryEvent(`${id}-undone`, id, compensate()),
        userTask(`${id}-undo`, { isForCompensation: true }),
      );
      this.#associations.push(association(`${id}-undone`, `${id}-undo`));
    }
    return this.#attach(host, block.events);
  }

  #call({ fails = false, events = [] }: Extract<Block, { is: 'call' }>, from: string): Exit {
    const id = this.#id(fails ? 'failing' : 'call');
    const variables = fails
      ? extension(
          element('camunda:in', { source: 'v', target: 'v' }),
          element('camunda:out', { source: 'v', target: 'v' }),
        )
      : '';
    this.#add(callActivity(id, { calledElement: fails ? 'failing' : 'other' }, variables), from, id);
    return this.#attach(id, events);
  }

  #twins(tasks: ('user' | 'worker')[], from: string): Exit {
    const id = this.#id('twins');
    const inner = new Writer(this.#numbers);
    const [start, fork, merge] = [inner.#id('start'), inner.#id('fork'), inner.#id('merge')];
    inner.content.push(startEvent(start));
    inner.#add(parallel(fork), start, fork);
    inner.content.push(exclusive(merge));
    for (const way of [inner.#id('way'), inner.#id('way')]) {
      inner.#add(throwEvent(way), fork, way);
      inner.content.push(flow(`${way} -> ${merge}`));
    }
    const exit = tasks.reduce((at, kind) => {
      const task = inner.#id(`twin-${kind}`);
      return inner.#add(kind === 'user' ? userTask(task) : externalTask(task), at, task);
    }, merge);
    inner.#finish(exit);
    return this.#add(subprocess(id, {}, ...inner.all), from, id);
  }

  /** Interrupting events lead to where the host leads; the others end. */
  #attach(host: string, events: Attached[]): string {
    if (events.length === 0) return host;
    const merge = this.#id('merge');
    this.#add(exclusive(merge), host, merge);
    for (const { on, isInterrupting, handler } of events) {
      const id = this.#id(`on-${on}`);
      const what = on === 'error' ? error() : on === 'escalation' ? escalation('up') : definition(on, id);
      this.content.push(boundaryEvent(id, host, what, isInterrupting));
      const exit = this.#write(handler, id);
      if (!isInterrupting) this.#finish(exit);
      else if (exit !== null) this.content.push(flow(`${exit} -> ${merge}`));
    }
    return merge;
  }

  #split(block: Extract<Block, { is: 'choice' | 'inclusive' }>, from: string): Exit {
    const gateway = block.is === 'choice' ? exclusive : inclusive;
    const split = this.#id(block.is);
    const branches = [
      ...block.branches.map(({ above, block: inner }) => ({ inner, when: `\${v > ${above}}` })),
      { inner: block.otherwise, when: undefined },
    ];
    const ways = branches.map((branch) => ({ ...branch, via: this.#id('way') }));
    const last = ways.at(-1)?.via ?? '';
    this.#add(gateway(split, { default: `${split}-${last}` }), from, split);
    const exits = ways.map(({ inner, when, via }) => {
      this.content.push(throwEvent(via), flow(`${split} -> ${via}`, when));
      return this.#write(inner, via);
    });
    return this.#join(exits, gateway, block.is);
  }

  #parallel(branches: Block[], from: string): Exit {
    const fork = this.#id('fork');
    this.#add(parallel(fork), from, fork);
    const exits = branches.map((branch) => {
      const via = this.#id('way');
      return this.#write(branch, this.#add(throwEvent(via), fork, via));
    });
    return this.#join(exits, parallel, 'join');
  }

  #join(exits: Exit[], gateway: (id: string) => string, kind: string): Exit {
    const open = exits.filter((exit) => exit !== null);
    if (open.length === 0) return null;
    const join = this.#id(`${kind}-end`);
    this.content.push(gateway(join), ...open.map((exit) => flow(`${exit} -> ${join}`)));
    return join;
  }

  #repeat({ body, above }: Extract<Block, { is: 'repeat' }>, from: string): Exit {
    const merge = this.#id('again');
    const exit = this.#write(body, this.#add(exclusive(merge), from, merge));
    if (exit === null) return null;
    const [split, on] = [this.#id('done'), this.#id('way')];
    this.#add(exclusive(split, { default: `${split}-${on}` }), exit, split);
    this.content.push(flow(`${split} -> ${merge}`, `\${v > ${above}}`));
    return this.#add(throwEvent(on), split, on);
  }

  #scope(block: Extract<Block, { is: 'scope' }>, from: string): Exit {
    const id = this.#id('scope');
    const inner = new Writer(this.#numbers);
    inner.body(block.body);
    for (const { on, isInterrupting, handler } of block.reactions) {
      const reaction = this.#id('reaction');
      const within = new Writer(this.#numbers);
      within.#finish(within.#write(handler, `${reaction}-start`));
      const what =
        on === 'error' ? error() : on === 'escalation' ? escalation('up') : definition(on, reaction);
      inner.content.push(eventSubprocess(reaction, what, within.all, isInterrupting));
    }
    this.#add(subprocess(id, {}, loopMarker(block.loop), ...inner.all), from, id);
    return this.#attach(id, block.events);
  }

  #race({ options }: Extract<Block, { is: 'race' }>, from: string): Exit {
    const gateway = this.#id('race');
    this.#add(eventGateway(gateway), from, gateway);
    const exits = options.map(({ on, block }) => {
      const event = this.#id(on);
      return this.#write(block, this.#add(catchEvent(event, {}, definition(on, event)), gateway, event));
    });
    return this.#join(exits, exclusive, 'race');
  }
}

function definition(on: Attached['on'], id: string): string {
  switch (on) {
    case 'message':
      return message(`M-${id}`);
    case 'signal':
      return signal(`S-${id}`);
    case 'cycle':
      // Operaton counts by the clock, which no run moves: no run may use up what is left.
      return timer('timeCycle', 'R99/PT1H');
    case 'condition':
      return condition('${v > 7}');
    default:
      return timer('timeDuration', 'PT1H');
  }
}

function loopMarker(loop: LoopKind | null): string {
  if (!loop) return '';
  const until = loop.until === null ? {} : { until: `\${nrOfCompletedInstances >= ${loop.until}}` };
  const extent = loop.isCollection
    ? { collection: '${items.elements()}', element: 'item' }
    : { cardinality: String(loop.count) };
  return multiInstance({ sequential: loop.isSequential, ...extent, ...until });
}
