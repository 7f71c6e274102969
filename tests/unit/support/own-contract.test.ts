import { describe, expect, it } from 'vitest';
import { ownContract } from '../../support/own-contract.ts';

const incident = {
  id: 'i',
  processDefinitionId: null,
  processInstanceId: null,
  executionId: null,
  incidentTimestamp: '2026-01-15T10:30:00.000+0000',
  incidentType: 'failedJob',
  activityId: null,
  failedActivityId: null,
  causeIncidentId: 'i',
  rootCauseIncidentId: 'i',
  configuration: null,
  tenantId: null,
  incidentMessage: null,
  jobDefinitionId: null,
  annotation: null,
};

const problemsOf = async (
  body: unknown,
  status = 200,
  path = '/incident/i',
  contentType = 'application/json',
) => (await ownContract())({ method: 'GET', path, status, contentType, body });

describe('the check of answers by our own OpenAPI document', () => {
  it('passes what the document says, wherever the engine is named in the path', async () => {
    expect(await problemsOf(incident)).toEqual([]);
    expect(await problemsOf(incident, 200, '/engine/default/incident/i?a=b')).toEqual([]);
    expect(await problemsOf([incident], 200, '/incident')).toEqual([]);
  });

  it('finds a field that is not described, one that is left out, and a value of another kind', async () => {
    expect(await problemsOf({ ...incident, more: 1 })).toEqual([expect.stringContaining('"more"')]);
    expect(await problemsOf({ ...incident, annotation: undefined })).toEqual([
      expect.stringContaining('"annotation"'),
    ]);
    expect(await problemsOf({ ...incident, incidentType: null })).toHaveLength(1);
    expect(await problemsOf({ ...incident, incidentTimestamp: '2026-01-15T10:30:00Z' })).toHaveLength(1);
    expect(await problemsOf([{ ...incident, more: 1 }], 200, '/incident')).toHaveLength(1);
  });

  it('finds a status, a type and a route that are not described, and an error that says not what it should', async () => {
    expect(await problemsOf(null, 204)).toHaveLength(1);
    expect(await problemsOf('text', 200, '/incident/i', 'text/plain')).toHaveLength(1);
    expect(await problemsOf({}, 200, '/no-such-list')).toHaveLength(1);
    expect(await problemsOf({ type: 'X', message: null, code: null }, 404)).toEqual([]);
    expect(await problemsOf({ message: 'X' }, 404)).not.toEqual([]);
  });
});
