import { onBeforeUnmount, onMounted, ref } from 'vue';
import type { Ref } from 'vue';
import { readCaseFile } from './case-file.ts';
import type { CaseFile } from './case-file.ts';
import type { DirectusApi } from './directus-api.ts';
import { sentenceOf } from './directus-api.ts';
import { TEXT } from './text.ts';
import { watchTasks } from './watch-tasks.ts';

/** What the case page uses. */
export interface OpenCaseFile {
  file: Ref<CaseFile | null>;
  problem: Ref<string | null>;
  /** A sentence about what was done, or null. */
  notice: Ref<string | null>;
  load: () => Promise<void>;
  reopen: () => Promise<void>;
}

/** Loads a case file and follows changes of its tasks. */
export function useCaseFile(api: DirectusApi, caseId: string): OpenCaseFile {
  const file = ref<CaseFile | null>(null);
  const problem = ref<string | null>(null);
  const notice = ref<string | null>(null);
  let stopWatching: (() => void) | undefined;

  const load = async (): Promise<void> => {
    try {
      file.value = await readCaseFile(api, caseId);
      problem.value = null;
      if (file.value.status !== 'closed') notice.value = null;
    } catch (error) {
      problem.value = sentenceOf(error, TEXT.caseLoadFailed);
    }
  };
  const reopen = async (): Promise<void> => {
    try {
      await api.post(`/njia/cases/${caseId}/reopen`);
      notice.value = TEXT.reopening;
    } catch (error) {
      problem.value = sentenceOf(error, TEXT.somethingWrong);
    }
  };
  onMounted(() => {
    void load();
    stopWatching = watchTasks(() => void load());
  });
  onBeforeUnmount(() => stopWatching?.());
  return { file, problem, notice, load, reopen };
}
