/** The eight sub-regional networks. */
export const NETWORKS = [
  { code: 'CEN', name: 'Central' },
  { code: 'EAS', name: 'Eastern' },
  { code: 'TKR', name: 'Teso' },
  { code: 'KAR', name: 'Karamoja' },
  { code: 'NOR', name: 'Northern' },
  { code: 'WNL', name: 'West Nile' },
  { code: 'MWR', name: 'Mid-Western' },
  { code: 'SWR', name: 'South-Western' },
];
