/** The id clients see for one execution, which is also its activity instance id: unique across all instances. */
export function executionRef(alias: string): string {
  return `CASE WHEN ${alias}.execution_id IS NULL THEN ${alias}.instance_id
    ELSE ${alias}.instance_id || ':' || ${alias}.execution_id END`;
}

/** The SQL of the activity an incident `x` says that it failed at: Camunda knows it of jobs and of what others caused. */
export const failedActivityOf = `CASE WHEN x.type = 'failedJob' OR x.cause_id <> x.id THEN x.activity_id END`;
