/** A place of the seed, by codes. */
export interface AreaSeed {
  code: string;
  name: string;
  kind: 'region' | 'sub_region' | 'district';
  parent: string | null;
  network: string | null;
}

interface SubRegion {
  name: string;
  region: string;
  network: string;
  districts: string;
}

const REGIONS = ['Central', 'Eastern', 'Northern', 'Western'];

/** The 135 districts of Uganda and Kampala, by sub-region; which network serves which is our proposal. */
const SUB_REGIONS: SubRegion[] = [
  {
    name: 'Central',
    region: 'Central',
    network: 'CEN',
    districts:
      'Kampala, Wakiso, Mukono, Buikwe, Buvuma, Kayunga, Luwero, Nakaseke, Nakasongola, Kiboga, Kyankwanzi, Mubende, Kassanda, Mityana, Mpigi, Butambala, Gomba, Masaka, Kalungu, Bukomansimbi, Lwengo, Lyantonde, Rakai, Kyotera, Sembabule, Kalangala',
  },
  {
    name: 'Busoga',
    region: 'Eastern',
    network: 'EAS',
    districts: 'Bugiri, Bugweri, Buyende, Iganga, Jinja, Kaliro, Kamuli, Luuka, Mayuge, Namayingo, Namutumba',
  },
  {
    name: 'Elgon',
    region: 'Eastern',
    network: 'EAS',
    districts: 'Bududa, Bulambuli, Manafwa, Mbale, Namisindwa, Sironko',
  },
  {
    name: 'Bukedi',
    region: 'Eastern',
    network: 'EAS',
    districts: 'Budaka, Busia, Butaleja, Butebo, Kibuku, Pallisa, Tororo',
  },
  { name: 'Sebei', region: 'Eastern', network: 'EAS', districts: 'Bukwo, Kapchorwa, Kween' },
  {
    name: 'Teso',
    region: 'Eastern',
    network: 'TKR',
    districts: 'Amuria, Bukedea, Kaberamaido, Kalaki, Kapelebyong, Katakwi, Kumi, Ngora, Serere, Soroti',
  },
  {
    name: 'Karamoja',
    region: 'Northern',
    network: 'KAR',
    districts: 'Abim, Amudat, Kaabong, Karenga, Kotido, Moroto, Nabilatuk, Nakapiripirit, Napak',
  },
  {
    name: 'Acholi',
    region: 'Northern',
    network: 'NOR',
    districts: 'Agago, Amuru, Gulu, Kitgum, Lamwo, Nwoya, Omoro, Pader',
  },
  {
    name: 'Lango',
    region: 'Northern',
    network: 'NOR',
    districts: 'Alebtong, Amolatar, Apac, Dokolo, Kole, Kwania, Lira, Otuke, Oyam',
  },
  {
    name: 'West Nile',
    region: 'Northern',
    network: 'WNL',
    districts:
      'Adjumani, Arua, Koboko, Madi-Okollo, Maracha, Moyo, Nebbi, Obongi, Pakwach, Terego, Yumbe, Zombo',
  },
  {
    name: 'Bunyoro',
    region: 'Western',
    network: 'MWR',
    districts: 'Buliisa, Hoima, Kagadi, Kakumiro, Kibaale, Kikuube, Kiryandongo, Masindi',
  },
  {
    name: 'Tooro and Rwenzori',
    region: 'Western',
    network: 'MWR',
    districts: 'Bundibugyo, Bunyangabu, Kabarole, Kamwenge, Kasese, Kitagwenda, Kyegegwa, Kyenjojo, Ntoroko',
  },
  {
    name: 'Ankole',
    region: 'Western',
    network: 'SWR',
    districts:
      'Buhweju, Bushenyi, Ibanda, Isingiro, Kazo, Kiruhura, Mbarara, Mitooma, Ntungamo, Rubirizi, Rwampara, Sheema',
  },
  {
    name: 'Kigezi',
    region: 'Western',
    network: 'SWR',
    districts: 'Kabale, Kanungu, Kisoro, Rubanda, Rukiga, Rukungiri',
  },
];

/** All areas of the seed, parents first. A district's code is its name in lower case: people type it in text messages. */
export const AREAS: AreaSeed[] = [
  ...REGIONS.map((name): AreaSeed => ({
    code: `region-${slug(name)}`,
    name: `${name} Region`,
    kind: 'region',
    parent: null,
    network: null,
  })),
  ...SUB_REGIONS.map(({ name, region, network }): AreaSeed => ({
    code: `sub-${slug(name)}`,
    name,
    kind: 'sub_region',
    parent: `region-${slug(region)}`,
    network,
  })),
  ...SUB_REGIONS.flatMap(({ name, network, districts }) =>
    districts.split(', ').map((district): AreaSeed => ({
      code: slug(district),
      name: district,
      kind: 'district',
      parent: `sub-${slug(name)}`,
      network,
    })),
  ),
];

function slug(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-');
}
