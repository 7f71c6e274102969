/** A kind of incident of the seed, by codes. `weight`: share per mille in invented data, after published figures. */
export interface IncidentTypeSeed {
  code: string;
  name: string;
  parent: string | null;
  weight: number;
}

/** Two levels; first the heading, then what it holds. The headings follow the HURIDOCS micro-thesauri. */
const TYPES: { code: string; name: string; weight: number; kinds: Record<string, string> }[] = [
  {
    code: 'arrest_detention',
    name: 'Arrest and detention',
    weight: 195,
    kinds: {
      arbitrary_arrest: 'Arbitrary arrest',
      incommunicado: 'Held without contact',
      enforced_disappearance: 'Enforced disappearance',
    },
  },
  {
    code: 'judicial_harassment',
    name: 'Judicial harassment',
    weight: 142,
    kinds: { charge: 'Criminal charge', trial: 'Trial', fine: 'Fine', travel_ban: 'Travel ban' },
  },
  {
    code: 'threats',
    name: 'Threats',
    weight: 160,
    kinds: {
      verbal_threat: 'Threat in person',
      online_threat: 'Threat online',
      death_threat: 'Death threat',
      threat_to_family: 'Threat to the family',
    },
  },
  {
    code: 'physical_attack',
    name: 'Physical attack',
    weight: 128,
    kinds: {
      assault: 'Assault',
      torture: 'Torture',
      sexual_violence: 'Sexual violence',
      attempted_killing: 'Attempted killing',
      killing: 'Killing',
    },
  },
  {
    code: 'surveillance_digital',
    name: 'Surveillance and digital attacks',
    weight: 96,
    kinds: {
      spyware: 'Spyware',
      account_hacking: 'Account taken over',
      device_seizure: 'Device seized',
      doxxing: 'Personal data published',
      internet_cut: 'Internet cut',
    },
  },
  {
    code: 'raid_property',
    name: 'Raid, break-in, property',
    weight: 60,
    kinds: { raid: 'Raid', break_in: 'Break-in', property_destroyed: 'Property seized or destroyed' },
  },
  { code: 'smear', name: 'Smear and stigma', weight: 50, kinds: { smear_campaign: 'Smear campaign' } },
  {
    code: 'restriction_association',
    name: 'Restriction of association',
    weight: 35,
    kinds: {
      deregistration: 'Deregistration',
      account_freeze: 'Bank account frozen',
      funding_block: 'Funding blocked',
    },
  },
  {
    code: 'restriction_expression',
    name: 'Restriction of assembly, movement, expression',
    weight: 35,
    kinds: { assembly_ban: 'Assembly stopped', movement_ban: 'Movement stopped', censorship: 'Censorship' },
  },
  {
    code: 'eviction_land',
    name: 'Eviction and land',
    weight: 45,
    kinds: { eviction: 'Eviction', land_reprisal: 'Reprisal over land' },
  },
  {
    code: 'economic',
    name: 'Dismissal and economic pressure',
    weight: 20,
    kinds: { dismissal: 'Dismissal', disbarment: 'Disbarment' },
  },
  {
    code: 'reprisal_cooperation',
    name: 'Reprisal for cooperation',
    weight: 10,
    kinds: { reprisal_un: 'Reprisal for speaking to international bodies' },
  },
  { code: 'other_harassment', name: 'Other harassment', weight: 24, kinds: {} },
];

/** All kinds of incidents of the seed, headings first. */
export const INCIDENT_TYPES: IncidentTypeSeed[] = [
  ...TYPES.map(({ code, name, weight }) => ({ code, name, parent: null, weight })),
  ...TYPES.flatMap(({ code: parent, kinds }) =>
    Object.entries(kinds).map(([code, name]) => ({ code, name, parent, weight: 0 })),
  ),
];
