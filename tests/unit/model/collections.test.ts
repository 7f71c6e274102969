import { describe, expect, it } from 'vitest';
import { COLLECTIONS } from '../../../model/collections/all-collections.ts';
import { FOLDERS } from '../../../model/collections/folders.ts';
import { ROLES } from '../../../model/access/roles.ts';
import { changedKeys } from '../../../model/apply/changed-keys.ts';

const FORMS = COLLECTIONS.filter(({ fields }) => fields.some(({ field }) => field === 'task'));
const names = new Set(COLLECTIONS.map(({ collection }) => collection));

describe('the data model', () => {
  it('links only to collections that exist, and lists links under fields that exist', () => {
    for (const { collection, fields } of COLLECTIONS) {
      for (const { field, link } of fields) {
        if (link === undefined) continue;
        const target = COLLECTIONS.find((model) => model.collection === link.to);
        expect(names.has(link.to) || link.to === 'directus_users', `${collection}.${field}`).toBe(true);
        if (link.listedAs !== undefined) {
          const alias = target?.fields.find((each) => each.field === link.listedAs);
          expect(alias?.type, `${link.to}.${link.listedAs}`).toBe('alias');
        }
      }
    }
  });

  it('names each field once and puts each collection under a heading that exists', () => {
    const headings = new Set(FOLDERS.map(({ collection }) => collection));
    for (const { collection, fields, folder } of COLLECTIONS) {
      const fieldNames = fields.map(({ field }) => field);
      expect(new Set(fieldNames).size, collection).toBe(fieldNames.length);
      expect(headings.has(folder ?? ''), collection).toBe(true);
    }
  });

  it('has the ten forms of the pathway', () => {
    expect(FORMS.map(({ collection }) => collection).sort()).toEqual([
      'assessments',
      'case_plans',
      'closures',
      'follow_ups',
      'implementations',
      'plan_approvals',
      'provider_choices',
      'registrations',
      'reviews',
      'service_records',
    ]);
  });

  it.each(FORMS.map(({ collection, fields }) => ({ collection, fields })))(
    'hides what the server fills in from the form $collection',
    ({ fields }) => {
      for (const name of ['id', 'case', 'office', 'task', 'created_at', 'updated_at', 'created_by']) {
        const field = fields.find((each) => each.field === name);
        expect(field?.owned, name).toMatchObject({ hidden: true, readonly: true });
      }
    },
  );
});

describe('rights', () => {
  it('name only collections and fields of the model, each right once per role', () => {
    for (const { label, permissions } of ROLES) {
      const keys = permissions.map(({ action, collection }) => `${action} ${collection}`);
      expect(new Set(keys).size, label).toBe(keys.length);
      for (const { collection, fields } of permissions.filter(
        (each) => each.collection !== 'directus_users',
      )) {
        const known = COLLECTIONS.find((model) => model.collection === collection)?.fields.map(
          ({ field }) => field,
        );
        for (const field of fields.filter((name) => name !== '*')) {
          expect(known, `${label}: ${collection}.${field}`).toContain(field);
        }
      }
    }
  });

  it('let nobody read a sealed field', () => {
    for (const { label, permissions } of ROLES) {
      for (const { action, collection, fields } of permissions) {
        const sealed = COLLECTIONS.find((model) => model.collection === collection)?.fields.filter(
          ({ field }) => field.endsWith('_sealed'),
        );
        if (action === 'read' && sealed !== undefined && sealed.length > 0) {
          expect(fields, `${label} ${collection}`).not.toContain('*');
          for (const { field } of sealed) expect(fields, `${label} ${collection}`).not.toContain(field);
        }
      }
    }
  });
});

describe('restoring what code owns', () => {
  it('says nothing when all is as wanted', () => {
    expect(changedKeys({ required: true }, { required: true, width: 'half' })).toEqual({});
  });

  it('restores our words and keeps those in other languages', () => {
    const ours = [{ language: 'en-US', translation: 'Decision' }];
    const theirs = [
      { language: 'lg-UG', translation: 'Okusalawo' },
      { language: 'en-US', translation: 'Verdict' },
    ];
    expect(changedKeys({ translations: ours }, { translations: theirs })).toEqual({
      translations: [theirs[0], ours[0]],
    });
  });
});
