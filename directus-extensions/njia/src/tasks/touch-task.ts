import type { DirectusContext } from '../directus/context.ts';

/**
 * Tells everybody who watches a task that it changed. Called after the commit and with a neutral change: an event from
 * inside the transaction would make them read the old row, and repeating the real change could overwrite a later one.
 */
export async function touchTask(directus: DirectusContext, taskId: string): Promise<void> {
  const schema = await directus.getSchema();
  const service = new directus.services.ItemsService('tasks', { schema, accountability: null });
  await service.updateOne(taskId, { updated_at: new Date().toISOString() });
}
