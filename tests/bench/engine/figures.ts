/** What one measure of one engine came to; the same ids for every engine. */
export interface Figure {
  id: string;
  /** What is measured, with its unit. */
  measure: string;
  value: number;
  better: 'more' | 'less' | 'neither';
}

/** What must be reached, in words for people and as a check of the figures. */
export interface Target {
  /** The figure's id. */
  id: string;
  words: string;
}

/** Figures of several engines as a table: a column for each, and how many times better the first is than each other. */
export function figureTable(columns: { name: string; figures: Figure[] }[], targets: Target[]): string {
  const [first, ...others] = columns;
  const header = [
    'measure',
    ...columns.map(({ name }) => name),
    ...others.map(({ name }) => `times ${name}`),
    'target',
  ];
  const rows = (first?.figures ?? []).map((figure) => {
    const theirs = others.map(({ figures }) => figures.find(({ id }) => id === figure.id));
    return [
      figure.measure,
      shown(figure.value),
      ...theirs.map((other) => (other ? shown(other.value) : '-')),
      ...theirs.map((other) => (other ? timesBetter(figure, other) : '-')),
      targets.find(({ id }) => id === figure.id)?.words ?? '',
    ];
  });
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: string[]) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [header, ...rows].map(line).join('\n');
}

function timesBetter(figure: Figure, other: Figure): string {
  if (figure.better === 'neither') return '';
  const ratio = figure.better === 'more' ? figure.value / other.value : other.value / figure.value;
  return Number.isFinite(ratio) ? ratio.toFixed(2) : '-';
}

function shown(value: number): string {
  if (!Number.isFinite(value)) return '-';
  if (Math.abs(value) >= 100) return String(Math.round(value));
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}
