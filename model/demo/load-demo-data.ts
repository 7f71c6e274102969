import type { ApplyContext } from '../apply/apply-context.ts';
import type { ApplySettings } from '../apply/apply-settings-schema.ts';

/** Adds the demo data once. */
export async function loadDemoData(
  _context: ApplyContext,
  _settings: ApplySettings,
  _now: Date,
): Promise<void> {}
