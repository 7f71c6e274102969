/** Users, of whom the engine keeps none. */
import { z } from 'zod';

/** `GET /identity/groups`. */
export const GroupsQuery = z.looseObject({ userId: z.string().optional() });

/** `POST /identity/verify`. */
export const VerifyUser = z.object({ username: z.string().nullish(), password: z.string().nullish() });

/** `GET /user`. */
export const userList = {
  filters: {
    id: 'text',
    idIn: 'texts',
    firstName: 'text',
    firstNameLike: 'text',
    lastName: 'text',
    lastNameLike: 'text',
    email: 'text',
    emailLike: 'text',
    memberOfGroup: 'text',
    memberOfTenant: 'text',
    potentialStarter: 'text',
  },
  sorts: ['userId', 'firstName', 'lastName', 'email'],
} as const;

/** `GET /group`. */
export const groupList = {
  filters: {
    id: 'text',
    idIn: 'texts',
    name: 'text',
    nameLike: 'text',
    type: 'text',
    member: 'text',
    memberOfTenant: 'text',
  },
  sorts: ['id', 'name', 'type'],
} as const;
