import { createSocket } from 'node:dgram';

/** Hands a segment document to X-Ray. What cannot be sent is lost. Never throws. */
export type SendSegment = (segment: object) => void;

const header = '{"format":"json","version":1}\n';

/**
 * The daemon beside a function takes documents by UDP, at the address that Lambda says: `host:port`, or
 * `tcp:host:port udp:host:port`. Throws if `address` is none.
 */
export function xrayDaemon(address: string): SendSegment {
  const { host, port } = parse(address);
  const socket = createSocket('udp4');
  // Nobody listens, or the network is down: there is nothing to be done about it.
  socket.on('error', () => {});
  socket.unref();
  return (segment) => {
    try {
      socket.send(header + JSON.stringify(segment), port, host, () => {});
    } catch {
      // The socket is closed, or out of memory.
    }
  };
}

function parse(address: string): { readonly host: string; readonly port: number } {
  const place = address.split(' ').findLast((each) => !each.startsWith('tcp:')) ?? '';
  const [, host = '', port = ''] = /^(?:udp:)?([^:\s]+):(\d{1,5})$/.exec(place) ?? [];
  if (host !== '' && Number(port) > 0 && Number(port) < 65_536) return { host, port: Number(port) };
  throw new Error(
    `Expected the address of the X-Ray daemon to be such as '127.0.0.1:2000', got '${address}'`,
  );
}
