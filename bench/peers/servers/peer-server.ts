/** A server of a peer, on 127.0.0.1, whose data is thrown away with it. */
export interface PeerServer {
  readonly version: string;
  /** Of an empty database. */
  emptyUrl(): Promise<string>;
  stop(): Promise<void>;
}

/** Its program is not on this machine. */
export class NotInstalledError extends Error {
  override readonly name = 'NotInstalledError';

  constructor(program: string, debianPackage: string) {
    super(`${program} is not installed: apt-get install ${debianPackage}`);
  }
}
