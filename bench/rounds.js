// Measures in rounds: each round measures every contender once, so that a busy machine slows all of
// them alike.

export const ROUNDS = 11;

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {number} value the median of the rounds
 * @property {number[]} rounds
 */

/**
 * @template Contender
 * @param {Record<string, Contender>} contenders
 * @param {(contender: Contender, name: string) => Promise<number> | number} measure
 * @param {number} [warmUps] the number of rounds that are not counted, before the others
 * @returns {Promise<Row[]>}
 */
export async function runRounds(contenders, measure, warmUps = 2) {
  const rows = Object.keys(contenders).map((name) => ({
    name,
    value: 0,
    rounds: /** @type {number[]} */ ([]),
  }));
  for (let round = -warmUps; round < ROUNDS; round += 1) {
    for (const { name, rounds } of rows) {
      const value = await measure(/** @type {Contender} */ (contenders[name]), name);
      if (round >= 0) rounds.push(value);
    }
  }
  for (const row of rows) row.value = median(row.rounds);
  return rows;
}

/**
 * The median of the ratios of the rounds. If something slows a whole round, its ratio stays the same.
 * @param {Row} above
 * @param {Row} below
 */
export function ratio(above, below) {
  return median(above.rounds.map((value, round) => value / (below.rounds[round] ?? Number.NaN)));
}

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [(sorted.length - 1) >> 1, sorted.length >> 1];
  return (Number(sorted[low]) + Number(sorted[high])) / 2;
}
