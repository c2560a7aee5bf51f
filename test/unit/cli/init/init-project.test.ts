import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { initProject } from '../../../../cli/init/init-project.ts';
import { UsageError } from '../../../../cli/surroundings.ts';

const errandSource = () => '1.2.3';

function emptyFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'errand-init-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, name);
}

function init(folder: string): string {
  let text = '';
  const out = (some: string) => {
    text += some;
  };
  initProject(folder, { out, errandSource });
  return text;
}

it('makes a project that is named after its folder', () => {
  const folder = emptyFolder('Web Shop_2');

  init(folder);

  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  expect(manifest).toMatchObject({ name: 'web-shop-2', dependencies: { errand: '1.2.3' } });
  expect(readFileSync(join(folder, 'infra/app.ts'), 'utf8')).toContain("'WebShop2'");
  expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toContain('.errand/');
});

it.each(['2nd', 'ärger', '…'])('finds names for a project in the folder %s', (name) => {
  const folder = emptyFolder(name);

  init(folder);

  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  expect(manifest.name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  expect(readFileSync(join(folder, 'infra/app.ts'), 'utf8')).toMatch(/app, '[A-Z][A-Za-z0-9]*'/);
});

it('asks for the versions that Errand itself is tested with', () => {
  const folder = emptyFolder('jobs');
  const own = JSON.parse(readFileSync('package.json', 'utf8'));

  init(folder);

  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  for (const name of ['aws-cdk', 'aws-cdk-lib', 'cdk-monitoring-constructs', 'constructs']) {
    expect(manifest.devDependencies[name]).toBe(own.devDependencies[name]);
  }
  expect(manifest.devDependencies.typescript).toMatch(/^\d+\.\d+\.\d+$/);
});

it('checks the types of the stack before it is synthesised or deployed', () => {
  const folder = emptyFolder('jobs');

  init(folder);

  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  expect(scripts).toMatchObject({
    synth: expect.stringMatching(/^tsc && cdk synth/),
    deploy: expect.stringMatching(/^tsc && cdk deploy/),
  });
});

it('has the flags of CDK that the own stack has', () => {
  const folder = emptyFolder('jobs');

  init(folder);

  const made = JSON.parse(readFileSync(join(folder, 'cdk.json'), 'utf8'));
  expect(made).toEqual(JSON.parse(readFileSync('cdk.json', 'utf8')));
});

it('says what to type next', () => {
  const text = init(emptyFolder('my jobs'));

  expect(text).toMatch(/\n {2}cd '.*\/my jobs'\n {2}npm install\n {2}npm start\n$/);
});

it('leaves alone what is in the folder, and files of other names do not disturb it', () => {
  const folder = emptyFolder('shop');
  mkdirSync(folder);
  writeFileSync(join(folder, 'notes.txt'), 'mine');

  init(folder);

  expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
});

it('writes nothing if one of its files is there, and names it', () => {
  const folder = emptyFolder('shop');
  mkdirSync(join(folder, 'jobs'), { recursive: true });
  writeFileSync(join(folder, 'jobs/index.ts'), 'mine');

  expect(() => init(folder)).toThrow(UsageError);

  expect(() => init(folder)).toThrow(/already has jobs\/index\.ts, and nothing is overwritten/);
  expect(readFileSync(join(folder, 'jobs/index.ts'), 'utf8')).toBe('mine');
  expect(existsSync(join(folder, 'package.json'))).toBe(false);
});
