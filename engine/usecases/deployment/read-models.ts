import type { ExecutableModel, Executor, ModelProblem } from '../../executors/port.ts';
import { readForms } from '../../forms/read-forms.ts';
import { EngineError } from '../errors.ts';

/** Files Camunda 7 reads as processes. */
const BPMN_FILE = /\.(bpmn|bpmn20\.xml)$/i;

interface ResourceReport {
  errors: {
    message: string;
    line: number;
    column: number;
    mainElementId: string | null;
    elementIds: string[];
  }[];
  warnings: never[];
}

const TTL_MESSAGE =
  'History Time To Live (TTL) cannot be null. TTL is necessary for the History Cleanup to work. ' +
  'Set camunda:historyTimeToLive on the process, in days.';

/** The executable processes of one file and what runs them. */
export interface FileModels {
  executor: Executor;
  models: ExecutableModel[];
}

/**
 * Parses the BPMN files of a deployment. Each goes to the first executor that can run it; one that finds a file wrong,
 * and not just beyond itself, has the last word.
 *
 * @throws EngineError ParseException reporting every problem of every file at once.
 */
export async function readModels(
  executors: readonly Executor[],
  files: readonly { name: string; bytes: Buffer }[],
  enforceTtl: boolean,
): Promise<Map<string, FileModels>> {
  const models = new Map<string, FileModels>();
  const reports: Record<string, ResourceReport> = {};
  for (const file of files) {
    if (!BPMN_FILE.test(file.name)) continue;
    const xml = file.bytes.toString('utf8');
    const loaded = await loadByAny(executors, xml);
    if (loaded.file) models.set(file.name, loaded.file);
    const problems = [
      ...loaded.problems,
      // A file that cannot be run may not be readable at all.
      ...(loaded.file ? (await readForms(xml)).problems : []),
      ...(enforceTtl ? missingTtl(loaded.file?.models ?? []) : []),
    ];
    if (problems.length > 0) reports[file.name] = report(problems);
  }
  if (Object.keys(reports).length > 0) throw parseException(reports);
  return models;
}

/** What no executor can run comes back with the reasons of each. */
async function loadByAny(
  executors: readonly Executor[],
  xml: string,
): Promise<{ file?: FileModels; problems: ModelProblem[] }> {
  const problems: ModelProblem[] = [];
  for (const executor of executors) {
    const loaded = await executor.load(xml);
    if (loaded.problems.length === 0) {
      return {
        file: { executor, models: loaded.models.filter((model) => model.isExecutable) },
        problems: [],
      };
    }
    const isFirst = executor === executors[0];
    problems.push(
      ...loaded.problems.map((problem) =>
        isFirst ? problem : { ...problem, message: `${executor.name} instead: ${problem.message}` },
      ),
    );
    if (loaded.problems.some(({ isUnsupported }) => isUnsupported !== true)) break;
  }
  return { problems };
}

function missingTtl(models: ExecutableModel[]): ModelProblem[] {
  return models
    .filter((model) => model.historyTimeToLiveDays === null)
    .map((model) => ({ elementId: model.processId, message: TTL_MESSAGE }));
}

function report(problems: ModelProblem[]): ResourceReport {
  const errors = problems.map((problem) => ({
    message: problem.message,
    line: problem.line ?? 0,
    column: problem.column ?? 0,
    mainElementId: problem.elementId,
    elementIds: problem.elementId === null ? [] : [problem.elementId],
  }));
  return { errors, warnings: [] };
}

function parseException(details: Record<string, ResourceReport>): EngineError {
  const lines = Object.entries(details).flatMap(([file, { errors }]) =>
    errors.map(
      ({ message, line, column, mainElementId }) =>
        `${message} | resource ${file} | line ${line} | column ${column}${mainElementId ? ` | element ${mainElementId}` : ''}`,
    ),
  );
  return new EngineError(
    400,
    'ParseException',
    `ENGINE-09005 Could not parse BPMN process. Errors: \n* ${lines.join('\n* ')}`,
    {
      code: 0,
      extra: { details },
    },
  );
}
