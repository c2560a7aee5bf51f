import type { Progress } from '../api/views.ts';

export function ProgressBar({ progress }: { readonly progress: Progress }) {
  const { fraction, note } = progress;
  const percent = Math.round(fraction * 100);
  return (
    <span class="progress">
      <progress max={1} value={fraction} aria-label={`Progress: ${percent} %`} />
      <span class="percent">{percent} %</span>
      {note !== undefined && <span class="quiet note">{note}</span>}
    </span>
  );
}
