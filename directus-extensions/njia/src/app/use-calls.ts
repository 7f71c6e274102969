import { ref } from 'vue';
import type { Ref } from 'vue';
import type { AnsweredError } from './directus-api.ts';
import { errorsOf, sentenceOf } from './directus-api.ts';
import { TEXT } from './text.ts';

/** Calls of the server a person started, and what became of the last one. */
export interface Calls {
  /** Runs one call at a time; false when it failed or another one runs. */
  act: (call: () => Promise<unknown>) => Promise<boolean>;
  isBusy: Ref<boolean>;
  /** A sentence about what went wrong, or null. */
  problem: Ref<string | null>;
  /** Errors to show at fields, in the shape Directus' form takes. */
  fieldErrors: Ref<AnsweredError['extensions'][]>;
}

/** Makes calls one at a time and puts what the server says was wrong into words. */
export function useCalls(): Calls {
  const isBusy = ref(false);
  const problem = ref<string | null>(null);
  const fieldErrors = ref<AnsweredError['extensions'][]>([]);
  const act = async (call: () => Promise<unknown>): Promise<boolean> => {
    if (isBusy.value) return false;
    isBusy.value = true;
    problem.value = null;
    fieldErrors.value = [];
    try {
      await call();
      return true;
    } catch (error) {
      fieldErrors.value = errorsOf(error)
        .map(({ extensions }) => extensions)
        .filter(({ code }) => code === 'FAILED_VALIDATION');
      problem.value = fieldErrors.value.length > 0 ? TEXT.fixFields : sentenceOf(error, TEXT.somethingWrong);
      return false;
    } finally {
      isBusy.value = false;
    }
  };
  return { act, isBusy, problem, fieldErrors };
}
