import { installProgram } from '../pypi/install-program.ts';

/** The one that the tests were last run with. */
export const version = '1.5.33';

/** MiniStack's program, which the first call installs. */
export function installMinistack(): Promise<string> {
  return installProgram({ title: 'MiniStack', name: 'ministack', version });
}
