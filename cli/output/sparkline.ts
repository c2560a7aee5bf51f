const bars = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** A character for each number, as high as it is beside the highest; none at all is a space. */
export function sparkline(numbers: readonly number[]): string {
  const highest = Math.max(...numbers);
  return numbers
    .map((number) => (number <= 0 ? ' ' : bars[Math.ceil((number / highest) * bars.length) - 1]))
    .join('');
}
