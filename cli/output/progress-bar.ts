import type { Screen, Surroundings } from '../surroundings.ts';
import { cut, lengthOf } from './cut.ts';
import { painter } from './paint.ts';
import { visible } from './visible.ts';

export interface ProgressShown {
  /** 0 to 1. Undefined: it is not known. */
  readonly fraction?: number | undefined;
  /** Stands before the bar. */
  readonly label: string;
  /** Stands behind it. */
  readonly note?: string | undefined;
}

export interface ProgressBar extends Disposable {
  show(progress: ProgressShown): void;
}

/** One line on stderr that is drawn again and again, and gone at the end. Without a screen it draws nothing. */
export function progressBar({ err, screen }: Pick<Surroundings, 'err' | 'screen'>): ProgressBar {
  if (screen === undefined) return { show: () => {}, [Symbol.dispose]: () => {} };
  return {
    show: (progress) => err(`${lineStart}${barText(progress, screen)}`),
    [Symbol.dispose]: () => err(lineStart),
  };
}

/** To the beginning of the line, and away with what is there. */
const lineStart = '\r\u001b[2K';

const widest = 30;

/** Never longer than the line: what is longer would stay behind when the line is drawn again. */
export function barText({ fraction, label, note = '' }: ProgressShown, screen: Screen): string {
  const paint = painter(screen.colours);
  const head = cut(visible(label), screen.columns - 1);
  const room = screen.columns - 1 - lengthOf(head);
  if (fraction === undefined || room < 20) return `${head}${tail(note, room)}`;
  const percent = `${Math.floor(fraction * 100)}`.padStart(3);
  const width = Math.min(widest, room - 7);
  const full = Math.round(Math.min(1, Math.max(0, fraction)) * width);
  const bar = `${paint('green', '█'.repeat(full))}${paint('dim', '░'.repeat(width - full))}`;
  return `${head} ${bar} ${percent}%${tail(note, room - width - 6)}`;
}

function tail(note: string, room: number): string {
  return note === '' || room < 8 ? '' : `  ${cut(visible(note), room - 2)}`;
}
