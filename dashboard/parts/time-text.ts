const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * `12 s ago`, `in 3 min 5 s`, and from a week on the date, in local time. An age has one unit, which is enough to
 * place it; what is to come has two where one alone would be off by much.
 */
export function relativeTime(at: number, now: number): string {
  const distance = Math.abs(now - at);
  if (distance < 2 * second) return 'now';
  if (distance >= 7 * day) return shortDate(at, now);
  return at < now ? `${roughly(distance)} ago` : `in ${closely(distance)}`;
}

/** `12 s`, `3 min 5 s`, `45 min`, `1 h 59 min`, `2 d`. */
function closely(ms: number): string {
  if (ms < minute) return roughly(ms);
  const [unit, lesser] = ms < hour ? [minute, second] : ms < day ? [hour, minute] : [day, hour];
  const rest = ms % unit;
  // From ten minutes on its seconds are of no use, and would only flicker.
  const isEnough = rest < lesser || (unit === minute && ms >= 10 * minute);
  return isEnough ? roughly(ms) : `${roughly(ms)} ${roughly(rest)}`;
}

/** One unit: `12 s`, `3 min`, `5 h`, `2 d`. */
function roughly(ms: number): string {
  if (ms < minute) return `${Math.floor(ms / second)} s`;
  if (ms < hour) return `${Math.floor(ms / minute)} min`;
  return ms < day ? `${Math.floor(ms / hour)} h` : `${Math.floor(ms / day)} d`;
}

/** A duration to read exactly: `84 ms`, `1.24 s`, `3 min 5 s`, `2 h 4 min`. */
export function durationText(ms: number): string {
  if (ms < second) return `${Math.round(ms)} ms`;
  if (ms < minute) return `${trimmed(ms / second)} s`;
  if (ms < hour) return `${Math.floor(ms / minute)} min ${Math.floor((ms % minute) / second)} s`;
  if (ms < day) return `${Math.floor(ms / hour)} h ${Math.floor((ms % hour) / minute)} min`;
  return `${Math.floor(ms / day)} d ${Math.floor((ms % day) / hour)} h`;
}

/** With the offset, so that it can be told to somebody elsewhere. */
export function exactTime(at: number): string {
  return exact.format(at);
}

const exact = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'medium',
  timeStyle: 'long',
});

function shortDate(at: number, now: number): string {
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(undefined, {
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? { hour: '2-digit', minute: '2-digit' } : { year: 'numeric' }),
  }).format(at);
}

function trimmed(value: number): string {
  return value.toFixed(value < 10 ? 2 : 1).replace(/\.?0+$/, '');
}

/** As an input of type `datetime-local` has it, in local time, to the second. */
export function localInputTime(at: number): string {
  const offset = new Date(at).getTimezoneOffset() * minute;
  return new Date(at - offset).toISOString().slice(0, 19);
}
