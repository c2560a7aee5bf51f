interface Fault {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly detail: string;
}

/** A problem that the API has answered, or that there was no answer (`unreachable`). Its message is for people. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** For programs; never changes. */
  readonly code: string;
  readonly faults: readonly Fault[];

  constructor(
    message: string,
    {
      status,
      code,
      faults = [],
    }: { readonly status: number; readonly code: string; readonly faults?: readonly Fault[] },
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.faults = faults;
  }

  /** Whether the same call may go well later. A refusal of what it asked for stays one. */
  get mayPass(): boolean {
    const isRefusal = this.status >= 400 && this.status < 500;
    return !isRefusal || passing.includes(this.status);
  }
}

/** It took too long, or there were too many. */
const passing = [408, 429];

/** Of an answer that is no success. A proxy in between may answer with no problem at all. */
export function errorOf(status: number, text: string): ApiError {
  const problem = parsed(text);
  const { detail, title, code, errors } = problem;
  const message = [detail, title].find((part) => typeof part === 'string');
  return new ApiError(String(message ?? `The server answered ${status}: try again`), {
    status,
    code: typeof code === 'string' ? code : 'unknown',
    faults: Array.isArray(errors) ? (errors as Fault[]) : [],
  });
}

export function unreachable(): ApiError {
  const message = 'The API cannot be reached. Is the server running, and is this machine online?';
  return new ApiError(message, { status: 0, code: 'unreachable' });
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
