import type { Attached, Block, LoopKind } from './random-model.ts';

/** Tries of one shrinking; each runs a model. */
const MAX_TRIES = 400;

/**
 * The smallest model found that still shows the fault: parts are taken away, one at a time, as long as it stays.
 *
 * @param isFaulty - must answer the same for the same model
 */
export async function shrinkModel(
  model: Block,
  isFaulty: (smaller: Block) => Promise<boolean>,
): Promise<Block> {
  let smallest = model;
  let tries = 0;
  for (let found = true; found && tries < MAX_TRIES;) {
    found = false;
    for (const candidate of smallerThan(smallest)) {
      if (sizeOf(candidate) >= sizeOf(smallest)) continue;
      tries += 1;
      if (tries > MAX_TRIES) break;
      if (!(await isFaulty(candidate))) continue;
      smallest = candidate;
      found = true;
      break;
    }
  }
  return smallest;
}

function sizeOf(block: Block): number {
  return JSON.stringify(block).length;
}

/** Models with one part less, the biggest parts first. */
function* smallerThan(block: Block): Generator<Block> {
  for (const inner of partsOf(block)) yield inner;
  switch (block.is) {
    case 'sequence':
      yield* block.items.map((_, index): Block => ({ ...block, items: block.items.toSpliced(index, 1) }));
      yield* replaced(block.items, (items) => ({ ...block, items }));
      return;
    case 'user':
    case 'worker':
      for (const loop of simplerLoops(block.loop)) yield { ...block, loop };
      if (block.isUndoable) yield { ...block, isUndoable: false };
      yield* attached(block.events, (events) => ({ ...block, events }));
      return;
    case 'choice':
    case 'inclusive':
      yield* without(block.branches).map((branches): Block => ({ ...block, branches }));
      for (const otherwise of smallerThan(block.otherwise)) yield { ...block, otherwise };
      for (const [index, branch] of block.branches.entries()) {
        for (const inner of smallerThan(branch.block)) {
          yield { ...block, branches: block.branches.with(index, { ...branch, block: inner }) };
        }
      }
      return;
    case 'parallel':
      yield* without(block.branches).map((branches): Block => ({ ...block, branches }));
      yield* replaced(block.branches, (branches) => ({ ...block, branches }));
      return;
    case 'repeat':
      // The last item is the task that keeps it from going round in circles: it stays.
      if (block.body.is === 'sequence') {
        const [kept, inner] = [block.body.items.slice(-1), block.body.items.slice(0, -1)];
        for (const smaller of smallerThan({ is: 'sequence', items: inner })) {
          const items = smaller.is === 'sequence' ? smaller.items : [smaller];
          yield { ...block, body: { is: 'sequence', items: [...items, ...kept] } };
        }
      }
      return;
    case 'scope':
      for (const loop of simplerLoops(block.loop)) yield { ...block, loop };
      yield* attached(block.events, (events) => ({ ...block, events }));
      yield* attached(block.reactions, (reactions) => ({ ...block, reactions }));
      for (const body of smallerThan(block.body)) yield { ...block, body };
      return;
    case 'call':
      if (block.fails && !block.events?.length) yield { is: 'call' };
      yield* attached(block.events ?? [], (events) => ({ ...block, events }));
      return;
    case 'twins':
      yield* without(block.tasks).map((tasks): Block => ({ ...block, tasks }));
      return;
    case 'race':
      for (const [index, option] of block.options.entries()) {
        for (const inner of smallerThan(option.block)) {
          yield { ...block, options: block.options.with(index, { ...option, block: inner }) };
        }
      }
  }
}

/** No loop, then one with less to it. */
function simplerLoops(loop: LoopKind | null): (LoopKind | null)[] {
  if (!loop) return [];
  const { isCollection, until, ...plain } = loop;
  return [
    null,
    ...(isCollection ? [{ ...plain, until }] : []),
    ...(until === null ? [] : [{ ...plain, until: null, ...(isCollection ? { isCollection } : {}) }]),
  ];
}

/** Blocks that could stand in for the one they are in. */
function partsOf(block: Block): Block[] {
  switch (block.is) {
    case 'sequence':
      return block.items;
    case 'choice':
    case 'inclusive':
      return [...block.branches.map((branch) => branch.block), block.otherwise];
    case 'parallel':
      return block.branches;
    case 'repeat':
    case 'scope':
      return [block.body];
    case 'race':
      return block.options.map((option) => option.block);
    default:
      return [];
  }
}

function without<T>(items: readonly T[]): T[][] {
  return items.length < 2 ? [] : items.map((_, index) => items.toSpliced(index, 1));
}

function* replaced(items: readonly Block[], rebuild: (items: Block[]) => Block): Generator<Block> {
  for (const [index, item] of items.entries()) {
    for (const smaller of smallerThan(item)) yield rebuild(items.with(index, smaller));
  }
}

function* attached(events: readonly Attached[], rebuild: (events: Attached[]) => Block): Generator<Block> {
  for (const [index, event] of events.entries()) {
    yield rebuild(events.toSpliced(index, 1));
    for (const handler of smallerThan(event.handler))
      yield rebuild(events.with(index, { ...event, handler }));
  }
}
