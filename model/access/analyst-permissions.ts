import { OWN_ACCOUNT, PUBLIC_LISTS } from './directory-permissions.ts';
import type { PermissionModel } from './permission-model.ts';

/** Reading rows includes counting them by any field, so an analyst reads no case rows at all: small counts point at people. */
export const analystPermissions: PermissionModel[] = [...PUBLIC_LISTS, ...OWN_ACCOUNT];
