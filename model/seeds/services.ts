/** The service taxonomy: code, name, hours within which a provider should answer (empty: the clock of the risk level). */
export const SERVICES = [
  { code: 'legal_aid', name: 'Legal aid', answer_hours: null },
  { code: 'medical', name: 'Medical care', answer_hours: 3 },
  { code: 'psychosocial', name: 'Psychosocial support', answer_hours: null },
  { code: 'security_relocation', name: 'Relocation for safety', answer_hours: 12 },
  { code: 'shelter_safehouse', name: 'Shelter or safe house', answer_hours: 12 },
  { code: 'emergency_fund', name: 'Emergency fund', answer_hours: 24 },
  { code: 'digital_security', name: 'Digital security', answer_hours: 24 },
  { code: 'physical_security', name: 'Physical security of home or office', answer_hours: null },
  { code: 'transport', name: 'Transport', answer_hours: 6 },
  { code: 'family_support', name: 'Support for the family', answer_hours: null },
  { code: 'advocacy_urgent_appeal', name: 'Urgent appeal and advocacy', answer_hours: 24 },
  { code: 'trial_observation', name: 'Trial observation', answer_hours: null },
  { code: 'documentation_forensics', name: 'Documentation and forensics', answer_hours: null },
  { code: 'training', name: 'Training', answer_hours: null },
  { code: 'child_protection', name: 'Child protection', answer_hours: null },
  { code: 'police_cfpu', name: 'Police child and family unit', answer_hours: null },
  { code: 'health_pep', name: 'Care after sexual violence (within 72 hours)', answer_hours: 3 },
  { code: 'family_tracing', name: 'Family tracing', answer_hours: null },
  { code: 'alternative_care', name: 'Alternative care', answer_hours: null },
  { code: 'education', name: 'Education', answer_hours: null },
  { code: 'livelihood', name: 'Livelihood', answer_hours: null },
  { code: 'food_nfi', name: 'Food and household items', answer_hours: null },
  { code: 'registration_documents', name: 'Registration and documents', answer_hours: null },
] as const;

/** Codes to names, as choices of the forms that name services. */
export const SERVICE_CHOICES: Readonly<Record<string, string>> = Object.fromEntries(
  SERVICES.map(({ code, name }) => [code, name]),
);
