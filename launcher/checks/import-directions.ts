/** A folder, and what nothing in it may import: paths from the root. */
export interface ImportZone {
  target: string;
  from: string | string[];
  except?: string[];
  message: string;
}

const PARTS = ['engine', 'plugins', 'directus-extensions', 'portal', 'launcher', 'model', 'tests'];
const without = (...names: string[]): string[] =>
  PARTS.filter((part) => !names.includes(part)).map((part) => `./${part}`);

/** Who may not import whom; everything may import `schemas`, tests may import everything. */
export const IMPORT_DIRECTIONS: ImportZone[] = [
  { target: './schemas', from: without(), message: 'schemas is the contract: it imports zod only.' },
  {
    target: './engine',
    from: without('engine'),
    message: 'The engine knows processes, not cases: it imports schemas and what is pure in bpmn only.',
  },
  {
    target: './engine/executors',
    from: ['./engine/store', './engine/usecases', './engine/rest'],
    message: 'An executor is free of I/O: rest -> usecases -> store and executors.',
  },
  {
    target: './engine/core',
    from: ['./engine/store', './engine/usecases', './engine/rest', './engine/executors/bpmn-engine'],
    message: 'The token core knows models and state: of the executors it uses the port only.',
  },
  {
    target: './engine/expressions',
    from: ['./engine/store', './engine/usecases', './engine/rest', './engine/executors'],
    message: 'Expressions are pure functions of text and variables.',
  },
  {
    target: './engine/store',
    from: ['./engine/usecases', './engine/rest'],
    message: 'The store holds SQL; use cases call it, not the other way round.',
  },
  { target: './engine/usecases', from: './engine/rest', message: 'Use cases know no HTTP.' },
  {
    target: './plugins',
    from: without('plugins'),
    message: 'Plugins reach the engine over HTTP and data through Directus.',
  },
  { target: './portal', from: without('portal'), message: 'The portal reaches data through Directus only.' },
  {
    target: './directus-extensions',
    from: without('directus-extensions', 'model'),
    message: 'The extension reaches the engine over HTTP; of the model it uses names and sealing.',
  },
  {
    target: './bpmn',
    from: './engine',
    except: ['./expressions', './timers'],
    message:
      'The rules for diagrams read expressions and timers as the engine does; they know nothing else of it.',
  },
  {
    target: './bpmn',
    from: without('engine'),
    message: 'The rules for diagrams are pure functions of a diagram.',
  },
  {
    target: './bpmn/decisions',
    from: ['./engine', './schemas', './bpmn/lint'],
    message: 'Decisions are evaluated without knowing who asks.',
  },
  {
    target: './model',
    from: without('model'),
    message: 'The model is data about data: it imports schemas only.',
  },
  {
    target: './launcher',
    from: ['./tests', './engine', './plugins', './portal', './directus-extensions'],
    message: 'The launcher starts the parts as processes; it does not import them.',
  },
];
