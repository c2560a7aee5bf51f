/** Strokes in a box of 20. */
const paths = {
  brand: 'M4 5h7M4 10h5M4 15h7M12.5 6l4 4-4 4',
  overview: 'M3 16V9M8 16V4M13 16v-5M17.5 16V7',
  jobs: 'M3 5h14M3 10h14M3 15h14',
  failed: 'M10 6v5M10 14v.5M10 2.5l8 14.5H2z',
  schedules: 'M10 6v4l3 2M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15z',
  start: 'M10 4v12M4 10h12',
  'sign-out': 'M12 4h4v12h-4M3.5 10H12M8.5 6.5 12 10l-3.5 3.5',
  copy: 'M7 7h9v9H7zM4 13V4h9',
  pause: 'M7 4v12M13 4v12',
  play: 'M6 4l10 6-10 6z',
  retry: 'M16 10a6 6 0 1 1-2-4.5M16 3v3.5h-3.5',
  back: 'M12 4l-6 6 6 6',
  scheduled: 'M10 6v4l3 2M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15z',
  queued: 'M5 10h.01M10 10h.01M15 10h.01',
  running: 'M6 4l10 6-10 6z',
  retrying: 'M16 10a6 6 0 1 1-2-4.5M16 3v3.5h-3.5',
  succeeded: 'M4 10.5l4 4 8-9',
  cancelled: 'M5 5l10 10M15 5 5 15',
} as const;

export type IconName = keyof typeof paths;

/** Always beside words: who cannot see it misses nothing. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
