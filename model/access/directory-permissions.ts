import { read, update } from './permission-model.ts';
import type { PermissionModel } from './permission-model.ts';
import { ONESELF } from './row-filters.ts';

/** Fields of a service offer that people may read; the sealed phone is not among them. */
export const SERVICE_OFFER_FIELDS = [
  'id',
  'organisation',
  'service',
  'areas',
  'languages',
  'capacity',
  'is_active',
  'email',
  'updated_at',
];

/** Fields by which colleagues know each other. */
export const COLLEAGUE_FIELDS = [
  'id',
  'first_name',
  'last_name',
  'role',
  'office',
  'organisation',
  'network',
  'status',
];

/** The names of places, networks and services: no secret, and every screen needs them. */
export const PUBLIC_LISTS: PermissionModel[] = [
  read('networks', null),
  read('areas', null),
  read('services', null),
];

/** Everybody may change their own language, looks and password. */
export const OWN_ACCOUNT: PermissionModel[] = [
  update('directus_users', ONESELF, ['language', 'appearance', 'theme_light', 'theme_dark', 'password']),
];

/** Who offers what, for everyone who works on cases. */
export const DIRECTORY: PermissionModel[] = [
  ...PUBLIC_LISTS,
  ...OWN_ACCOUNT,
  read('organisations', null),
  read('offices', null),
  read('service_offers', null, SERVICE_OFFER_FIELDS),
  read('service_offers_areas', null),
  read('incident_types', null),
  read('sla_clocks', null),
  read('form_fields', null),
];
