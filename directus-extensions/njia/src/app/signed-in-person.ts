import { ROLE_IDS, ROLE_OF_TASK_GROUP } from '../../../../model/access/role-ids.ts';
import { TASK_GROUPS } from '../../../../schemas/codes.ts';
import type { TaskGroup } from '../../../../schemas/codes.ts';

/** Who uses the app, as far as the inbox must know. The server decides anew what they may do. */
export interface SignedInPerson {
  id: string;
  groups: readonly TaskGroup[];
  /** Whether any task could be shown to them. */
  seesTasks: boolean;
  isCaseOfficer: boolean;
  isSupervisor: boolean;
}

/** Reads the person from the user store of Directus' app. An administrator sees the tasks of every group. */
export function signedInPerson(stores: Record<string, unknown>): SignedInPerson {
  const store = (stores['useUserStore'] as () => { currentUser: unknown; isAdmin: boolean })();
  const user = store.currentUser as { id: string; role: { id: string } | null };
  const { isAdmin } = store;
  const rights = (
    stores['usePermissionsStore'] as () => { hasPermission: (of: string, to: string) => boolean }
  )();
  const groups = TASK_GROUPS.filter(
    (group) => isAdmin || user.role?.id === ROLE_IDS[ROLE_OF_TASK_GROUP[group]],
  );
  return {
    id: user.id,
    groups,
    seesTasks: rights.hasPermission('tasks', 'read'),
    isCaseOfficer: user.role?.id === ROLE_IDS.caseOfficer,
    isSupervisor: isAdmin || user.role?.id === ROLE_IDS.supervisor,
  };
}
