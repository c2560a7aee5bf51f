import { type Connection, openConnection } from '../../support/connection.ts';
import type { ContenderProgram } from '../contender.ts';

/** Any API of Errand's, wherever it runs: one connection for each caller. */
export const errandHttp: ContenderProgram = {
  async open({ url, key = '', callers }) {
    const connections = await Promise.all(
      Array.from({ length: callers }, () => openConnection(url, key)),
    );
    const free = [...connections];
    const withConnection = async <Result>(use: (one: Connection) => Promise<Result>) => {
      const connection = free.pop();
      if (connection === undefined) throw new Error(`More than ${callers} calls at once`);
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
        for (const connection of connections) connection.close();
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
