import type { FastifyRequest } from 'fastify';
import type { CaseFile } from '../backend/case-file.ts';
import type { IntakeChoices } from '../backend/intake-choices.ts';
import type { Log } from '../log.ts';

/** What the routes work with. */
export interface PortalParts {
  caseFile: CaseFile;
  choices: IntakeChoices;
  /** Whether this sender may send another form now. */
  maySend: (request: FastifyRequest) => boolean;
  log: Log;
  now: () => Date;
  newId: () => string;
}
