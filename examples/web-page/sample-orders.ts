const cities = ['Lisbon', 'Oslo', 'Nairobi', 'Quito', 'Osaka'];
const products = ['kettle', 'lamp', 'chair', 'rug'];

/** A CSV for whoever has none at hand: always the same 5,000 orders. */
export function sampleOrders(): string {
  const rows = Array.from({ length: 5_000 }, (_, n) => {
    const quantity = 1 + ((n * 7) % 5);
    const price = (5 + ((n * 37) % 900) / 10).toFixed(2);
    return [
      1_000 + n,
      cities[Math.floor(n / 3) % 5],
      products[((n * n) >> 2) % 4],
      quantity,
      price,
    ].join(',');
  });
  return ['order,city,product,quantity,price', ...rows].join('\n');
}
