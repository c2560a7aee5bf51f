import { seededRandom } from './seeded-random.ts';

const rows = 3_000;
const day = 86_400_000;

const customers = [
  'Amara Okafor',
  'Bjørn Dahl',
  'Chen, Wei',
  'Daniela Muñoz',
  'Elif Yıldız',
  'François Petit',
  'Grace Kim',
  'Hana Nováková',
  'Ivan Petrov',
  "O'Brien & Sons, Ltd.",
  'Priya Sharma',
  '佐藤 健',
];
const cities = ['Berlin', 'Kyoto', 'Lagos', 'Lima', 'Oslo', 'Pune', 'Toronto', ''];
const products = [
  ['Desk lamp', 39.9],
  ['Notebook, A5', 4.5],
  ['Monitor 27" 4K', 329],
  ['Office chair', 189.5],
  ['Pen', 1.2],
  ['Whiteboard 90×60', 58.75],
] as const;
const notes = [
  'Gift wrap',
  'Leave at the door',
  'Call first,\nthen ring twice',
  'Marked "fragile"',
];

/** A shop's orders: dates, names and numbers, with quoted commas, quotes and line breaks, and gaps. */
export function exampleOrders(): string {
  const random = seededRandom(2026);
  const header = 'order,ordered_at,customer,city,product,quantity,unit_price,discount,total,note';
  const lines = Array.from({ length: rows }, (_, index) => order(index, random).join(','));
  return `${[header, ...lines].join('\n')}\n`;
}

function order(index: number, random: () => number): readonly string[] {
  const [product, price] = pick(products, random);
  const quantity = 1 + Math.floor(12 * random() ** 2);
  const discount = random() < 0.7 ? 0 : pick([5, 10, 15, 20], random);
  const orderedAt = Date.UTC(2025, 0, 1) + Math.floor(((index + random()) / rows) * 365 * day);
  return [
    `ORD-${String(index + 1).padStart(5, '0')}`,
    new Date(orderedAt).toISOString().slice(0, 10),
    quoted(pick(customers, random)),
    pick(cities, random),
    quoted(product),
    String(quantity),
    price.toFixed(2),
    discount === 0 ? '' : String(discount),
    (quantity * price * (1 - discount / 100)).toFixed(2),
    random() < 0.15 ? quoted(pick(notes, random)) : '',
  ];
}

function pick<T>(choices: readonly T[], random: () => number): T {
  return choices[Math.floor(random() * choices.length)] as T;
}

function quoted(field: string): string {
  return /[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
