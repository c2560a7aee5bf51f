import { spawn } from 'node:child_process';

/** True if a browser took the address; false if there is none, as on a machine without a screen. */
export async function openInBrowser(
  address: string,
  environment: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): Promise<boolean> {
  const opener = openerOf(environment, platform);
  if (opener === undefined) return false;
  const [program, ...args] = opener;
  const child = spawn(program, [...args, address], {
    env: environment,
    stdio: 'ignore',
    detached: true,
  });
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null)).once('exit', resolve);
    // A browser that was not running yet is this process itself, and stays.
    setTimeout(() => resolve(0), longestWait).unref();
  });
  child.unref();
  return code === 0;
}

const longestWait = 2_000;

/** The program that opens an address, with its arguments. `BROWSER` goes before what the system has. */
function openerOf(
  { BROWSER, DISPLAY, WAYLAND_DISPLAY }: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): readonly [string, ...string[]] | undefined {
  if (BROWSER) return [BROWSER];
  if (platform === 'darwin') return ['open'];
  // Not by `cmd`, which reads an address as a command line of its own.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return DISPLAY || WAYLAND_DISPLAY ? ['xdg-open'] : undefined;
}
