import type { ComponentChildren } from 'preact';

/** What may be wider or higher than its place. Whoever has no mouse scrolls it by keys, once it has the focus. */
export function Scrolled({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ComponentChildren;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: to be scrolled by keys it has to take the focus.
    <section class="scroll" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
