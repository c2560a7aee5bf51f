import { useEffect, useState } from 'preact/hooks';

let show: ((text: string) => void) | undefined;
const shownFor = 5_000;

/** Tells what was done: on the screen for five seconds, and to those who listen. */
export function announce(text: string): void {
  if (text !== '') show?.(text);
}

export function Announcements() {
  const [text, setText] = useState('');
  useEffect(() => {
    show = setText;
    return () => {
      show = undefined;
    };
  }, []);
  useEffect(() => {
    if (text === '') return;
    const timer = setTimeout(() => setText(''), shownFor);
    return () => clearTimeout(timer);
  }, [text]);
  // It is there before its text: a region that comes with its text is not read out.
  return (
    <div class={text === '' ? 'announcement empty' : 'announcement'} role="status">
      {text}
    </div>
  );
}
