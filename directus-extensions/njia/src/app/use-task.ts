import { ref, watch } from 'vue';
import type { Ref } from 'vue';
import type { TaskView } from '../../../../schemas/tasks.ts';
import type { AnsweredError, DirectusApi } from './directus-api.ts';
import { errorsOf, sentenceOf } from './directus-api.ts';
import { inboxFilter } from './inbox-task.ts';
import type { SignedInPerson } from './signed-in-person.ts';
import { TEXT } from './text.ts';
import { useCalls } from './use-calls.ts';

/** One task on its page. */
export interface OpenTask {
  view: Ref<TaskView | null>;
  /** What the person filled in so far. */
  edits: Ref<Record<string, unknown>>;
  /** Errors to show at fields, in the shape Directus' form takes. */
  fieldErrors: Ref<AnsweredError['extensions'][]>;
  isLoading: Ref<boolean>;
  isBusy: Ref<boolean>;
  /** A sentence about what went wrong, or null. */
  problem: Ref<string | null>;
  /** Whether the form was saved and the pathway is moving on. */
  isSaved: Ref<boolean>;
  load: () => Promise<void>;
  claim: () => Promise<void>;
  giveBack: () => Promise<void>;
  /** True when the task is completed. */
  complete: () => Promise<boolean>;
  /** Waits for the next task of the same case that the person may work on; null when none comes soon. */
  nextTask: () => Promise<string | null>;
}

/** How long to wait for the next step before going back to the inbox, which shows it too as soon as it is there. */
const NEXT_TASK_MS = 1_500;
const NEXT_TASK_EVERY_MS = 150;

/** Loads a task, and again when `taskId` changes. */
export function useTask(api: DirectusApi, person: SignedInPerson, taskId: () => string): OpenTask {
  const view = ref<TaskView | null>(null);
  const edits = ref<Record<string, unknown>>({});
  const { act, isBusy, problem, fieldErrors } = useCalls();
  const isLoading = ref(true);
  const isSaved = ref(false);

  const load = async (): Promise<void> => {
    try {
      view.value = (await api.get(`/njia/tasks/${taskId()}`)).data as TaskView;
    } catch (error) {
      const isRefused = errorsOf(error).some(({ extensions }) => extensions.code === 'FORBIDDEN');
      problem.value = sentenceOf(error, isRefused ? TEXT.taskNotYours : TEXT.taskLoadFailed);
    } finally {
      isLoading.value = false;
    }
  };
  const post = async (action: string, body?: unknown): Promise<void> => {
    await api.post(`/njia/tasks/${taskId()}/${action}`, body);
  };
  const claim = async (): Promise<void> => {
    await act(() => post('claim'));
    await load();
  };
  const giveBack = async (): Promise<void> => {
    if (await act(() => post('unclaim'))) await load();
  };
  const complete = async (): Promise<boolean> => {
    isSaved.value = await act(() => post('complete', { values: edits.value }));
    return isSaved.value;
  };

  watch(
    taskId,
    () => {
      view.value = null;
      edits.value = {};
      fieldErrors.value = [];
      problem.value = null;
      isSaved.value = false;
      isLoading.value = true;
      void load();
    },
    { immediate: true },
  );
  const nextTask = (): Promise<string | null> => waitForNextTask(api, person, view.value);
  return {
    view,
    edits,
    fieldErrors,
    isLoading,
    isBusy,
    problem,
    isSaved,
    load,
    claim,
    giveBack,
    complete,
    nextTask,
  };
}

async function waitForNextTask(
  api: DirectusApi,
  person: SignedInPerson,
  done: TaskView | null,
): Promise<string | null> {
  if (!done) return null;
  const filter = {
    _and: [inboxFilter(person), { case: { _eq: done.case.id } }, { id: { _neq: done.task.id } }],
  };
  const params = { filter, fields: ['id'], sort: ['-created_at'], limit: 1 };
  for (const until = Date.now() + NEXT_TASK_MS; Date.now() < until;) {
    try {
      const { data } = await api.get('/items/tasks', { params });
      const [next] = (data as { data: { id: string }[] }).data;
      if (next) return next.id;
    } catch {
      // The task is saved; not finding the next one only means going back to the inbox.
      return null;
    }
    await new Promise((resolve) => setTimeout(resolve, NEXT_TASK_EVERY_MS));
  }
  return null;
}
