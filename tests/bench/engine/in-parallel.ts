/** Does `count` things, numbered from 0, never more than `atOnce` at the same time. */
export async function inParallel(
  count: number,
  atOnce: number,
  work: (number: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const oneAfterTheOther = async () => {
    while (next < count) {
      const number = next;
      next += 1;
      await work(number);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, oneAfterTheOther));
}
