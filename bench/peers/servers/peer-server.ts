/** A server of a peer, on 127.0.0.1, whose data is thrown away with it. */
export interface PeerServer {
  readonly version: string;
  /** Of an empty database. */
  emptyUrl(): Promise<string>;
  stop(): Promise<void>;
}

/** Its program is not on this machine. */
export function notInstalled(program: string, debianPackage: string): Error {
  return new Error(`${program} is not installed: apt-get install ${debianPackage}`);
}
