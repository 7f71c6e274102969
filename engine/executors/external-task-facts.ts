/** An external task, with what its worker last reported of a failure. */
export interface ExternalTaskFacts {
  id: string;
  topicName: string;
  workerId: string | null;
  errorMessage: string | null;
  errorDetails: string | null;
  retries: number;
}
