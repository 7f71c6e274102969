import { playDecisions } from './play-decisions.ts';
import { playEvents } from './play-events.ts';
import { playExternalTasks } from './play-external-tasks.ts';
import { playForms } from './play-forms.ts';
import { playHistory } from './play-history.ts';
import { playJobs } from './play-jobs.ts';
import { playPeople } from './play-people.ts';
import { playRecords } from './play-records.ts';
import { playRepository } from './play-repository.ts';
import { playTasks } from './play-tasks.ts';
import { playTimeouts } from './play-timeouts.ts';
import type { Recorder } from './recorder.ts';

/**
 * The fixed calls by what they are about; each is played on its own, in this order, on one engine that runs no jobs by itself and
 * begins empty.
 */
export const SCRIPTS: Readonly<Record<string, (engine: Recorder) => Promise<void>>> = {
  repository: playRepository,
  tasks: playTasks,
  people: playPeople,
  'external-tasks': playExternalTasks,
  jobs: playJobs,
  events: playEvents,
  history: playHistory,
  records: playRecords,
  decisions: playDecisions,
  timeouts: playTimeouts,
  forms: playForms,
};
