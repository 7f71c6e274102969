import type { ModelProblem } from '../../executors/port.ts';
import type { CompileScript } from '../../scripts/javascript.ts';
import type { CompiledProcess } from '../model.ts';
import { checkSignals } from './camunda-checks.ts';
import { children, isSubprocess, kindOf, parseBpmn } from './moddle.ts';
import type { ModdleElement, ParsedFile } from './moddle.ts';
import { compileProcess } from './process.ts';
import { Reader } from './reader.ts';
import { resolveReferences } from './references.ts';
import { isHarmless } from './warnings.ts';

/** Compiling more would hold up everybody else for seconds. */
const MAX_FLOW_ELEMENTS = 10_000;

/** Twice what anybody could draw; at some thousands every step of an instance would take seconds. */
const MAX_NESTING = 100;

/** What is too large about the processes of a file; null when nothing is. */
function sizeProblem(roots: ModdleElement[]): string | null {
  let level = roots;
  let flowElements = 0;
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_NESTING) return `Subprocesses are nested more than ${MAX_NESTING} levels deep.`;
    const elements = level.flatMap((scope) => children(scope, 'flowElements'));
    flowElements += elements.length;
    level = elements.filter(isSubprocess);
  }
  if (flowElements <= MAX_FLOW_ELEMENTS) return null;
  return `The file has more than ${MAX_FLOW_ELEMENTS} flow elements: make processes of parts of it and call them.`;
}

/** Compiles the executable processes of a file. Problems come back, they are not thrown; with one there are no models. */
export async function loadProcesses(
  xml: string,
  scripts?: CompileScript,
): Promise<{ models: CompiledProcess[]; problems: ModelProblem[] }> {
  const reader = new Reader(xml, scripts);
  const parsed = await parse(xml, reader);
  if (!parsed) return { models: [], problems: reader.problems };
  const roots = children(parsed.rootElement, 'rootElements');
  const tooLarge = sizeProblem(roots);
  if (tooLarge !== null) {
    reader.problem(null, tooLarge);
    return { models: [], problems: reader.problems };
  }
  for (const warning of resolveReferences(parsed).filter((one) => !isHarmless(one))) {
    reader.problem(warning.element ?? null, `The file is not clean BPMN: ${warning.message}`);
  }
  const processes = roots.filter(
    // As in Camunda what does not say that it is to be run is only drawn.
    (element) => kindOf(element) === 'Process' && element['isExecutable'] === true,
  );
  checkSignals(parsed.rootElement, reader);
  const models = processes.map((process) => compileProcess(process, reader));
  return { models: reader.problems.length > 0 ? [] : models, problems: reader.problems };
}

async function parse(xml: string, reader: Reader): Promise<ParsedFile | null> {
  try {
    return await parseBpmn(xml);
  } catch (error) {
    reader.problem(
      null,
      `The file is not BPMN 2.0: ${error instanceof Error ? error.message : 'it cannot be read'}.`,
    );
    return null;
  }
}
