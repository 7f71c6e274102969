import { DecisionError } from '../../../bpmn/decisions/decision-error.ts';
import type { DecisionFile } from '../../../bpmn/decisions/decision-model.ts';
import { parseDecisionFile } from '../../../bpmn/decisions/parse-decisions.ts';
import { EngineError, ERROR_CODES } from '../errors.ts';

/** Files Camunda 7 reads as decisions. */
const DMN_FILE = /\.(dmn|dmn11\.xml)$/i;

/**
 * Parses the DMN files of a deployment, by file name.
 *
 * @throws EngineError 400 ParseException naming file and decision when one cannot be evaluated here.
 */
export async function readDecisionFiles(
  files: readonly { name: string; bytes: Buffer }[],
): Promise<Map<string, DecisionFile>> {
  const found = new Map<string, DecisionFile>();
  for (const { name, bytes } of files) {
    if (!DMN_FILE.test(name)) continue;
    try {
      found.set(name, await parseDecisionFile(bytes.toString('utf8')));
    } catch (error) {
      if (!(error instanceof DecisionError)) throw error;
      throw new EngineError(
        400,
        'ParseException',
        `ENGINE-22004 Unable to transform DMN resource '${name}'. ${error.message}`,
        { code: ERROR_CODES.engine, extra: { details: {} }, cause: error },
      );
    }
  }
  return found;
}
