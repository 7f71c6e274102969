import { z } from 'zod';

/** Whatever the route is about. */
export const ById = z.object({ id: z.string() });
/** A variable of it. */
export const OneVariable = ById.extend({ name: z.string() });
/** A comment on it. */
export const OneComment = ById.extend({ commentId: z.string() });
/** A file of a deployment. */
export const OneResource = ById.extend({ resourceId: z.string() });
/** A message that an execution waits for. */
export const OneMessage = ById.extend({ messageName: z.string() });
/** A definition by id or key, of a tenant where the address names one. */
export const OneDefinition = ById.extend({ tenantId: z.string().optional() });
/** An attachment of it. */
export const OneAttachment = ById.extend({ attachmentId: z.string() });
