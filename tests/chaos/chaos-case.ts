/** What is known beforehand of one instance of the process `chaos`, and what must be true of it in the end. */
export interface ChaosCase {
  number: number;
  businessKey: string;
  /** Waits at the user task `hold` in the end, instead of ending. */
  isHeld: boolean;
}

const HELD_EVERY = 5;

export function chaosCase(number: number): ChaosCase {
  return { number, businessKey: `chaos-${number}`, isHeld: number % HELD_EVERY === 0 };
}

/** Start variables; `pause` varies, so that timers meet everything else. */
export function startVariables({ number, isHeld }: ChaosCase): Record<string, unknown> {
  return { number, isHeld, pause: `PT0.${number % 10}S`, tally: 0 };
}

/** What each way of reporting adds to its case: all of them can be told apart in the sum. */
export const FACTORS = { prepared: 2, reviewed: 3, sent: 5, answered: 7, matched: 11, chosen: 13 } as const;

/** Variables of an instance when its steps are done, and of what it called. */
export function finalVariables({ number, isHeld }: ChaosCase): {
  main: Record<string, unknown>;
  called: Record<string, unknown>;
} {
  const times = (name: keyof typeof FACTORS) => number * FACTORS[name];
  const called = { matched: times('matched'), chosen: times('chosen') };
  return {
    main: {
      number,
      isHeld,
      pause: `PT0.${number % 10}S`,
      prepared: times('prepared'),
      reviewed: times('reviewed'),
      sent: times('sent'),
      answered: times('answered'),
      ...called,
      // Called: match, choose. Here: prepare, review, send, three visits, sum.
      calledTally: 2,
      tally: 7,
      total: Object.values(FACTORS).reduce((sum, factor) => sum + number * factor, 0),
    },
    called: { number, tally: 2, ...called },
  };
}

/** How often history must tell of each activity. */
export function expectedActivities({ isHeld }: ChaosCase): {
  main: Record<string, number>;
  called: Record<string, number>;
} {
  return {
    main: {
      start: 1,
      prepare: 1,
      fork: 1,
      review: 1,
      pause: 1,
      send: 1,
      answer: 1,
      call: 1,
      visit: 3,
      'visit#multiInstanceBody': 1,
      // As in Camunda: once for each token that arrives.
      join: 5,
      sum: 1,
      'hold-or-end': 1,
      [isHeld ? 'hold' : 'end']: 1,
    },
    called: { 'called-start': 1, match: 1, 'called-pause': 1, choose: 1, 'called-end': 1 },
  };
}
