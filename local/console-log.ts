import type { Log, LogFields } from '../functions/core/log.ts';

export interface ConsoleOptions {
  /** Takes whole lines. */
  write(text: string): void;
  now(): number;
  /** True: the date is shown as well, for a clock that can be years ahead. */
  readonly dates: boolean;
  readonly colours: boolean;
}

const colours = { debug: '', info: '', warn: '\u001b[33m', error: '\u001b[31m' };
const dim = '\u001b[2m';
const plain = '\u001b[0m';

/** One line each: the time, the message, then the fields as `name=value`. */
export function consoleLog(options: ConsoleOptions): Log {
  const at =
    (level: keyof Log): Log['info'] =>
    (message, fields) =>
      options.write(logLine(options, { level, message, fields }));
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

interface Entry {
  readonly level: keyof Log;
  readonly message: string;
  readonly fields: LogFields | undefined;
}

function logLine({ now, dates, colours: coloured }: ConsoleOptions, entry: Entry): string {
  const time = timeOf(now(), dates);
  const message = onOneLine(entry.message);
  const rest = Object.entries(entry.fields ?? {})
    .map(([name, value]) => ` ${name}=${onOneLine(shown(value))}`)
    .join('');
  if (!coloured) {
    const level = entry.level === 'warn' || entry.level === 'error' ? `${entry.level} ` : '';
    return `${time} ${level}${message}${rest}\n`;
  }
  return `${dim}${time}${plain} ${colours[entry.level]}${message}${plain}${dim}${rest}${plain}\n`;
}

function timeOf(now: number, dates: boolean): string {
  const date = new Date(now);
  if (dates) return date.toISOString();
  const [hours, minutes, seconds] = [date.getHours(), date.getMinutes(), date.getSeconds()];
  return `${two(hours)}:${two(minutes)}:${two(seconds)}.${String(now % 1_000).padStart(3, '0')}`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

function shown(value: unknown): string {
  if (typeof value === 'number') return String(value);
  const text = value instanceof Error ? String(value) : textOf(value);
  return /^[\w.:/@#-]+$/.test(text) ? text : JSON.stringify(text);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}

/** A job's own text must not be able to look like a second line, or to steer the terminal. */
function onOneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) =>
    character === '\n' ? '\\n' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
