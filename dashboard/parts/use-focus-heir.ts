import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * For the heading, with `tabIndex={-1}`: it takes the focus when a rendering of the component takes away what had
 * it, the button of what is done say. Else the focus would fall to the page, and Tab begin at its top again.
 */
export function useFocusHeir(): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  // Before the first rendering nothing of this component can have had it.
  const focused = heading.current === null ? null : document.activeElement;
  useLayoutEffect(() => {
    if (focused?.isConnected === false) heading.current?.focus();
  });
  return heading;
}
