import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../../local/sqlite/open-database.ts';
import { SqlitePauses } from '../../../../local/sqlite/sqlite-pauses.ts';
import { makeTemporaryFolder, openTemporaryDatabase } from './temporary-database.ts';

it('outlive the server', async () => {
  const folder = makeTemporaryFolder();
  onTestFinished(folder.remove);
  const first = openDatabase(folder.path);
  await new SqlitePauses(first, ['mail', 'post']).setPaused('post', true);
  first.close();

  const second = openDatabase(folder.path);
  const pauses = new SqlitePauses(second, ['mail', 'post']);

  expect(await pauses.paused()).toEqual(new Set(['post']));
  expect([pauses.isPaused('mail'), pauses.isPaused('post')]).toEqual([false, true]);
  second.close();
});

it('are not shown of a queue that is gone, and are there when it comes back', async () => {
  const open = openTemporaryDatabase();
  onTestFinished(open.close);
  await new SqlitePauses(open, ['mail', 'post']).setPaused('post', true);

  const without = await new SqlitePauses(open, ['mail']).paused();
  const again = await new SqlitePauses(open, ['mail', 'post']).paused();

  expect([without, again]).toEqual([new Set(), new Set(['post'])]);
});

it('tell which queue goes on, and nobody who has stopped listening', async () => {
  const open = openTemporaryDatabase();
  onTestFinished(open.close);
  const pauses = new SqlitePauses(open, ['mail', 'post']);
  const heard: string[] = [];
  const end = pauses.onResume((queue) => void heard.push(queue));

  await pauses.setPaused('mail', true);
  await pauses.setPaused('post', false);
  end();
  await pauses.setPaused('mail', false);

  expect(heard).toEqual(['post']);
});
