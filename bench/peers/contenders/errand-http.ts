import { type Connection, openConnection } from '../../support/connection.ts';
import type { ContenderProgram } from '../contender.ts';

/** Any API of Errand's, wherever it runs. A call has a connection for itself, which is kept open for the next one. */
export const errandHttp: ContenderProgram = {
  async open({ url, key = '', callers }) {
    const all = new Set<Connection>();
    const free: Connection[] = [];
    const next = async () => {
      const connection = free.pop();
      if (connection?.isOpen()) return connection;
      if (connection !== undefined) all.delete(connection);
      if (all.size >= callers) throw new Error(`More than ${callers} calls at once`);
      const opened = await openConnection(url, key);
      all.add(opened);
      return opened;
    };
    const withConnection = async <Result>(use: (one: Connection) => Promise<Result>) => {
      const connection = await next();
      try {
        return await use(connection);
      } finally {
        free.push(connection);
      }
    };
    return {
      enqueue: () => withConnection(enqueue),
      isDone: (id) => withConnection((connection) => isDone(connection, id)),
      close: async () => {
        for (const connection of all) connection.close();
      },
    };
  },
};

async function enqueue(connection: Connection): Promise<string> {
  const answer = await connection.call('POST', '/jobs', { body: '{"type":"demo","payload":{}}' });
  if (answer.status !== 202) throw new Error(`Expected 202, got ${JSON.stringify(answer)}`);
  return JSON.parse(answer.body).id;
}

async function isDone(connection: Connection, id: string): Promise<boolean> {
  const { status, body } = await connection.call('GET', `/jobs/${id}`);
  if (status !== 200) throw new Error(`Expected 200, got ${status}: ${body}`);
  return JSON.parse(body).status === 'succeeded';
}
