import type { ProcessState } from '../../store/history.ts';

/** How an instance is cancelled. */
export interface Cancellation {
  reason: string;
  /** INTERNALLY_TERMINATED when it was the caller that went another way. @default from outside */
  state?: ProcessState;
  /** Its end listeners and those of its tasks do not hear of it. @default false */
  skipCustomListeners?: boolean;
}
