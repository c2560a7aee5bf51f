export interface LineBuffer {
  /** Written at once, or with all others of the next hundredth of a second. */
  write(text: string): void;
  flush(): void;
}

/** Milliseconds between two writes. */
const pause = 10;

/** A line for each change of thousands of jobs a second would otherwise be a system call each. */
export function lineBuffer(output: (text: string) => void): LineBuffer {
  let pending = '';
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    const text = pending;
    pending = '';
    if (text !== '') output(text);
  };
  const rest = () => {
    timer = pending === '' ? undefined : setTimeout(rest, pause);
    flush();
  };
  return {
    write(text) {
      pending += text;
      if (timer !== undefined) return;
      timer = setTimeout(rest, pause);
      flush();
    },
    flush,
  };
}
