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

/**
 * Writes what is logged in one go when the code that logged it has had its turn: the lines of a batch
 * together, and each before the code of the job runs that it is about, which may be the end of the process.
 */
export function turnBuffer(output: (text: string) => void): (text: string) => void {
  let pending = '';
  return (text) => {
    if (pending === '') {
      queueMicrotask(() => {
        const lines = pending;
        pending = '';
        output(lines);
      });
    }
    pending += text;
  };
}
