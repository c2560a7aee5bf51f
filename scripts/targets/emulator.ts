export const emulatorNames = ['ministack', 'localstack'] as const;
export type EmulatorName = (typeof emulatorNames)[number];

/** An emulator of AWS that runs on this machine, empty when it was started. */
export interface Emulator {
  readonly name: EmulatorName;
  /** The version that runs, as the emulator itself says. */
  readonly release: string;
  /** For every service, without a slash at its end. */
  readonly endpoint: string;
  /** For files that are to go with it. */
  readonly folder: string;
  /** Of this process, with the address, region and credentials that lead SDK and CDK to it. */
  readonly environment: NodeJS.ProcessEnv;
  /** The last lines of its log. */
  log(): Promise<string>;
  /** Where its whole log is, with what its functions print. @default - not in a file */
  readonly logFile?: string;
  /** Ends it, with the functions that it runs, and removes its files. */
  stop(): Promise<void>;
}

export interface StartOptions {
  /** Where the functions find the services of AWS. @default - the emulator's own endpoint */
  readonly functionsEndpoint?: string | undefined;
}
