import { computed, onBeforeUnmount, onMounted, ref } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import type { DirectusApi } from './directus-api.ts';
import { sentenceOf } from './directus-api.ts';
import { byDueDate } from './due-text.ts';
import { INBOX_FIELDS, inboxFilter, inboxTask } from './inbox-task.ts';
import type { InboxTask } from './inbox-task.ts';
import type { SignedInPerson } from './signed-in-person.ts';
import { TEXT } from './text.ts';
import { watchTasks } from './watch-tasks.ts';

/** The inbox of one person, kept up to date while the component that uses it is shown. */
export interface Inbox {
  mine: ComputedRef<InboxTask[]>;
  claimable: ComputedRef<InboxTask[]>;
  isLoading: Ref<boolean>;
  /** A sentence for the person, or null. */
  problem: Ref<string | null>;
  reload: () => Promise<void>;
  /** Takes a task; false when somebody else was faster or it failed, with `problem` saying why. */
  claim: (taskId: string) => Promise<boolean>;
}

/** Loads the person's tasks and follows every change. */
export function useInbox(api: DirectusApi, person: SignedInPerson): Inbox {
  const tasks = ref<InboxTask[]>([]);
  const isLoading = ref(true);
  const problem = ref<string | null>(null);
  let stopWatching: (() => void) | undefined;

  const reload = async (): Promise<void> => {
    try {
      const params = { filter: inboxFilter(person), fields: INBOX_FIELDS, sort: ['due_at'], limit: 200 };
      const { data } = await api.get('/items/tasks', { params });
      tasks.value = (data as { data: unknown[] }).data.map((row) => inboxTask(row, person)).sort(byDueDate);
      problem.value = null;
    } catch {
      problem.value = TEXT.loadFailed;
    } finally {
      isLoading.value = false;
    }
  };
  const claim = async (taskId: string): Promise<boolean> => {
    try {
      await api.post(`/njia/tasks/${taskId}/claim`);
      return true;
    } catch (error) {
      await reload();
      problem.value = sentenceOf(error, TEXT.somethingWrong);
      return false;
    }
  };

  onMounted(() => {
    void reload();
    stopWatching = watchTasks(() => void reload());
  });
  onBeforeUnmount(() => stopWatching?.());
  return {
    mine: computed(() => tasks.value.filter(({ isMine }) => isMine)),
    claimable: computed(() => tasks.value.filter(({ isMine }) => !isMine)),
    isLoading,
    problem,
    reload,
    claim,
  };
}
