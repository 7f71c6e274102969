import type { ModelProblem } from '../../executors/port.ts';
import type { CompileScript } from '../../scripts/javascript.ts';
import type { CompiledProcess } from '../model.ts';
import { checkSignals } from './camunda-checks.ts';
import { children, kindOf, parseBpmn } from './moddle.ts';
import type { ParsedFile } from './moddle.ts';
import { compileProcess } from './process.ts';
import { Reader } from './reader.ts';
import { resolveReferences } from './references.ts';
import { isHarmless } from './warnings.ts';

/** Compiles the executable processes of a file. Problems come back, they are not thrown; with one there are no models. */
export async function loadProcesses(
  xml: string,
  scripts?: CompileScript,
): Promise<{ models: CompiledProcess[]; problems: ModelProblem[] }> {
  const reader = new Reader(xml, scripts);
  const parsed = await parse(xml, reader);
  if (!parsed) return { models: [], problems: reader.problems };
  for (const warning of resolveReferences(parsed).filter((one) => !isHarmless(one))) {
    reader.problem(warning.element ?? null, `The file is not clean BPMN: ${warning.message}`);
  }
  const processes = children(parsed.rootElement, 'rootElements').filter(
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
