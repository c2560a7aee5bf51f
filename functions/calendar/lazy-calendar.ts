import type { Calendar, LoadCalendar } from '../core/calendar.ts';

/** The import makes a chunk of its own, which only those load that have to do with schedules. */
export function lazyCalendar(): LoadCalendar {
  let loading: Promise<Calendar> | undefined;
  return () => {
    loading ??= import('./croner-calendar.ts').then(({ cronerCalendar }) => cronerCalendar());
    return loading;
  };
}
