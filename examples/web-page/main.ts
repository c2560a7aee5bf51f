import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CsvJobs } from './csv-jobs.ts';
import { webPage } from './web-page.ts';

const { ERRAND_URL, ERRAND_KEY, HOST, PORT } = process.env;
if (!ERRAND_KEY) {
  console.error(
    'Set ERRAND_KEY to a key of the API: on this machine, ERRAND_KEY=$(cat .errand/key)',
  );
  process.exit(1);
}

const jobs = new CsvJobs({ url: ERRAND_URL || 'http://127.0.0.1:3000/v1', key: ERRAND_KEY });
const closing = new AbortController();
const server = createServer(webPage({ jobs, closing: closing.signal, log: console.error }));

server.once('error', ({ message }) => {
  console.error(`The page cannot be served: ${message}. Set PORT or HOST to others`);
  process.exit(1);
});
server.listen(Number(PORT || 8080), HOST || '127.0.0.1', () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Open http://${address}:${port}`);
});

// The jobs do not mind: their pages are there again as soon as the server is.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    closing.abort();
    server.close();
    setTimeout(() => server.closeAllConnections(), 5_000).unref();
  });
}
