import { join, relative } from 'node:path';
import { framed } from './code-frames.ts';
import { type Block, blocks, pages, repository } from './page-blocks.ts';
import { readerProject } from './reader-project.ts';

/** A block of TypeScript, and where it is in the project of a reader who follows the page. */
export interface ReaderFile {
  readonly block: Block;
  /** From the folder of all projects. */
  readonly path: string;
  readonly project: string;
}

/** Pages whose reader has a clone of Errand: its job types are those of this repository. */
const onAClone = ['docs/client.md'];

const openTelemetry = `// By hand, for they are the reader's packages: as their documentation has them.
declare module '@opentelemetry/api' {
  interface Context { readonly context: unique symbol }
  export const context: {
    active(): Context;
    with<Answer>(context: Context, run: () => Answer): Answer;
  };
  export const propagation: { extract(context: Context, carrier: unknown): Context };
  export const trace: {
    getTracer(name: string): {
      startActiveSpan<Answer>(name: string, run: (span: { end(): void }) => Answer): Answer;
    };
  };
}
`;

/** Writes a project into the folder for each page with TypeScript, or each of these. */
export function writeReaderFiles(root: string, some = pages()): readonly ReaderFile[] {
  return some.flatMap((page) => {
    const found = blocks(page).filter(({ language }) => language === 'ts');
    if (found.length === 0) return [];
    const files = found.map((block) => ({ block, file: block.file ?? placeFor(block) }));
    const written = new Map(files.map(({ block, file }) => [file, framed(block)]));
    const folder = readerProject(root, page, new Map([...contextOf(page, root), ...written]));
    return files.map(({ block, file }) => ({
      block,
      path: join(relative(root, folder), file),
      project: folder,
    }));
  });
}

/** Of a block that names no file. What imports `./jobs` is a program beside them. */
function placeFor({ line, code }: Block): string {
  return /from '\.\/jobs\//.test(code) ? `line-${line}.ts` : `shown/line-${line}.ts`;
}

function contextOf(page: string, root: string): ReadonlyMap<string, string> {
  const jobs = relative(join(root, 'any/jobs'), join(repository, 'functions/jobs/index.ts'));
  const files: [string, string][] = [['opentelemetry.d.ts', openTelemetry]];
  if (onAClone.includes(page)) {
    files.push(['jobs/index.ts', `export { jobs } from '${jobs}';\n`]);
    files.push(['test/greet.test.ts', '']);
  }
  return new Map(files);
}
