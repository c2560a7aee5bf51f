/** How a command can end. They never change: scripts go by them. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  jobNotSucceeded: 3,
  noAnswer: 4,
  notOver: 5,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export const meaningOfExitCodes: Readonly<Record<ExitCode, string>> = {
  0: 'done',
  1: 'refused, or it could not be done',
  2: 'the command line is wrong',
  3: 'the job that was waited for failed or was cancelled',
  4: 'no answer of the server, or it cannot do this at the moment: later it may',
  5: 'the job was not over in the time given',
  130: 'interrupted by Ctrl-C',
};

export const exitCodesHelp = `
Exit codes:
${Object.entries(meaningOfExitCodes)
  .map(([code, meaning]) => `  ${code.padEnd(3)}  ${meaning}`)
  .join('\n')}
`;

/** Ends a command with this code. Its message, if it has one, is all that is said about it. */
export class CommandEnd extends Error {
  override readonly name = 'CommandEnd';
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message = '', options: ErrorOptions = {}) {
    super(message, options);
    this.exitCode = exitCode;
  }
}
