import { onBeforeUnmount, onMounted, ref } from 'vue';
import type { Ref } from 'vue';
import type { DirectusApi } from './directus-api.ts';
import { sentenceOf } from './directus-api.ts';
import { TEXT } from './text.ts';
import { watchTasks } from './watch-tasks.ts';

/** The file of a case, to read. */
export interface CaseFile {
  id: string;
  code: string;
  status: string;
  riskLevel: string | null;
  receivedAt: string | null;
  closedAt: string | null;
  area: string | null;
  client: { id: string; displayName: string; hasIdentity: boolean } | null;
  tasks: { id: string; name: string; state: string; dueAt: string | null; completedAt: string | null }[];
  referrals: {
    id: string;
    service: string;
    state: string;
    provider: string | null;
    reason: string | null;
    note: string | null;
  }[];
  followUps: { id: string; at: string | null; result: string | null; nextStep: string | null }[];
}

/** What the case page uses. */
export interface OpenCaseFile {
  file: Ref<CaseFile | null>;
  problem: Ref<string | null>;
  /** A sentence about what was done, or null. */
  notice: Ref<string | null>;
  load: () => Promise<void>;
  reopen: () => Promise<void>;
}

type Item = Record<string, unknown>;

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

async function readCaseFile(api: DirectusApi, caseId: string): Promise<CaseFile> {
  const list = async (collection: string, fields: string[]): Promise<Item[]> => {
    const params = { filter: { case: { _eq: caseId } }, fields, sort: ['created_at'], limit: 200 };
    return ((await api.get(`/items/${collection}`, { params })).data as { data: Item[] }).data;
  };
  const fields = ['id', 'code', 'status', 'risk_level', 'received_at', 'closed_at', 'area.name', 'client.*'];
  const [answer, tasks, referrals, followUps] = await Promise.all([
    api.get(`/items/cases/${caseId}`, { params: { fields } }),
    list('tasks', ['id', 'name', 'state', 'due_at', 'completed_at']),
    list('referrals', [
      'id',
      'state',
      'decline_reason',
      'answer_note',
      'service.name',
      'chosen_offer.organisation.name',
    ]),
    list('follow_ups', ['id', 'created_at', 'result', 'next_step']),
  ]);
  const row = (answer.data as { data: Item }).data;
  const client = row['client'] as Item | null;
  return {
    id: caseId,
    code: text(row['code']) ?? '',
    status: text(row['status']) ?? '',
    riskLevel: text(row['risk_level']),
    receivedAt: text(row['received_at']),
    closedAt: text(row['closed_at']),
    area: nameIn(row['area']),
    client: client && {
      id: text(client['id']) ?? '',
      displayName: text(client['display_name']) ?? '',
      hasIdentity: client['is_anonymous'] !== true,
    },
    tasks: tasks.map((task) => ({
      id: text(task['id']) ?? '',
      name: text(task['name']) ?? '',
      state: text(task['state']) ?? '',
      dueAt: text(task['due_at']),
      completedAt: text(task['completed_at']),
    })),
    referrals: referrals.map((referral) => ({
      id: text(referral['id']) ?? '',
      service: nameIn(referral['service']) ?? '',
      state: text(referral['state']) ?? '',
      provider: nameIn((referral['chosen_offer'] as Item | null)?.['organisation']),
      reason: text(referral['decline_reason']),
      note: text(referral['answer_note']),
    })),
    followUps: followUps.map((followUp) => ({
      id: text(followUp['id']) ?? '',
      at: text(followUp['created_at']),
      result: text(followUp['result']),
      nextStep: text(followUp['next_step']),
    })),
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function nameIn(row: unknown): string | null {
  return text((row as Item | null)?.['name']);
}
