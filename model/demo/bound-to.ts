import type { DemoCase } from './demo-cases.ts';
import type { DemoContext, Row } from './demo-types.ts';

/** The columns every case-bound row starts with. */
export function boundTo({ random }: DemoContext, demoCase: DemoCase, at: Date, by: string | null): Row {
  return {
    id: random.uuid(),
    case: demoCase.row.id,
    office: demoCase.row['office'],
    created_at: at,
    updated_at: at,
    created_by: by,
  };
}
